package io.kindling.checkpoint.python;

import io.kindling.core.Tuple;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Python object of a class that Kindling does not know, or the mere name of such a class or
 * function: what the file says of it. Nothing was called and nothing looked up, and nothing of what
 * the class would have made of it is here. It may be part of itself, as Python's objects may be.
 */
public final class Unread {
  /** No class of anybody's is called as long; a file that names many may make it so. */
  private static final int LONGEST = 500;

  private final String module;
  private final String name;
  private @Nullable Tuple arguments;
  private Map<?, ?> keywords = Map.of();
  private @Nullable Object state;
  private Map<?, ?> entries = Map.of();
  private List<?> elements = List.of();

  private Unread(String module, String name) {
    this.module = module;
    this.name = name;
  }

  /** {@return the module of the class: {@code argparse}} */
  public String module() {
    return module;
  }

  /** {@return the name of the class in its module: {@code Namespace}} */
  public String name() {
    return name;
  }

  /** {@return whether the file only names the class or function, and has no object of it} */
  public boolean isReference() {
    return arguments == null;
  }

  /** {@return what it is made of; empty where it {@link #isReference}} */
  public List<@Nullable Object> arguments() {
    return arguments == null ? List.of() : arguments.items();
  }

  /** {@return what it is made of that has names} */
  public Map<?, ?> keywords() {
    return Collections.unmodifiableMap(keywords);
  }

  /** {@return its attributes, most often a map by name; null where it has none} */
  public @Nullable Object state() {
    return state;
  }

  /** {@return its entries, where it is a kind of {@code dict}} */
  public Map<?, ?> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** {@return its elements, where it is a kind of {@code list} or {@code set}} */
  public List<?> elements() {
    return Collections.unmodifiableList(elements);
  }

  /**
   * {@return module and name, of long ones the beginning; a letter that is not ASCII as Java writes
   * it, for some look alike}
   */
  @Override
  public String toString() {
    String whole = module + "." + name;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(whole.length(), LONGEST); i++) {
      char c = whole.charAt(i);
      if (c > ' ' && c < 0x7f) {
        text.append(c);
      } else {
        text.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return text.append(whole.length() > LONGEST ? "…" : "").toString();
  }

  /** One that is still being put together: only then can an object become part of itself. */
  public static final class Draft {
    private final Unread unread;

    /**
     * Begins with what is known first.
     *
     * @param module the module of the class
     * @param name the name of the class in its module
     */
    public Draft(String module, String name) {
      unread = new Unread(module, name);
    }

    /** {@return the object, which the following calls still change} */
    public Unread unread() {
      return unread;
    }

    /**
     * Says what it is made of.
     *
     * @param arguments in order
     * @param keywords by name
     */
    public void setArguments(Tuple arguments, Map<?, ?> keywords) {
      unread.arguments = arguments;
      unread.keywords = keywords;
    }

    /**
     * Says what it holds.
     *
     * @param state its attributes; null for none
     * @param entries its entries
     * @param elements its elements
     */
    public void setContents(@Nullable Object state, Map<?, ?> entries, List<?> elements) {
      unread.state = state;
      unread.entries = entries;
      unread.elements = elements;
    }
  }
}
