package io.kindling.checkpoint.pickle;

import io.kindling.core.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle says of an object whose class is none of ours, or the mere name of a class or
 * function. Inert: it only collects what it is given.
 */
public final class ForeignObject {
  /** What it takes, in halves of a container, and each kind of contents that it has takes again. */
  static final int WEIGHT = 6;

  private final Name name;
  private final @Nullable Tuple arguments;
  private final Map<?, ?> keywords;
  private @Nullable Object state;
  private boolean built;
  private Map<@Nullable Object, @Nullable Object> entries = Map.of();
  private List<@Nullable Object> elements = List.of();

  /** The names in a pickle, each of them once; in order, for a file may choose their hashes. */
  record Name(String module, String name) implements Comparable<Name> {
    private static final Comparator<Name> ORDER =
        Comparator.comparing(Name::module).thenComparing(Name::name);

    @Override
    public int compareTo(Name other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return module + " " + name;
    }
  }

  ForeignObject(Name name) {
    this(name, null, Map.of());
  }

  ForeignObject(Name name, @Nullable Tuple arguments, Map<?, ?> keywords) {
    this.name = name;
    this.arguments = arguments;
    this.keywords = keywords;
  }

  /**
   * {@return the object, what is named by a name that is a value, or a storage; null for anything
   * else}
   *
   * @param value a value of the tree
   */
  public static @Nullable ForeignObject of(Object value) {
    if (value instanceof Global global) {
      return new ForeignObject(new Name(global.module(), global.function()));
    }
    if (value instanceof StorageReference storage) {
      return storage(storage.dtype().storageClass());
    }
    if (value instanceof StorageView view) {
      return storage(view.storage().dtype().storageClass());
    }
    if (value instanceof UntypedStorage) {
      return storage(null);
    }
    return value instanceof ForeignObject object ? object : null;
  }

  /** A storage that is a value itself is an object as any other. */
  private static ForeignObject storage(@Nullable String type) {
    Name name = new Name("torch", type == null ? "UntypedStorage" : type);
    return new ForeignObject(name, Tuple.of(), Map.of());
  }

  Name named() {
    return name;
  }

  /** {@return the module of its class} */
  public String module() {
    return name.module();
  }

  /** {@return the name of its class in the module} */
  public String name() {
    return name.name();
  }

  /** {@return what it is made of; null for a name without an object} */
  public @Nullable Tuple arguments() {
    return arguments;
  }

  /** {@return what it is made of that has names} */
  public Map<?, ?> keywords() {
    return keywords;
  }

  /** {@return its attributes; null where it has none} */
  public @Nullable Object state() {
    return state;
  }

  /** {@return what was set in it as in a dict} */
  public Map<@Nullable Object, @Nullable Object> entries() {
    return entries;
  }

  /** {@return what was added to it as to a list or a set} */
  public List<@Nullable Object> elements() {
    return elements;
  }

  boolean isName() {
    return arguments == null;
  }

  boolean is(String module, String name) {
    return this.name.module().equals(module) && this.name.name().equals(name);
  }

  /** Gives it its attributes; false where it has some. */
  boolean build(@Nullable Object state) {
    boolean first = !built && !isName();
    if (first) {
      this.state = state;
      built = true;
    }
    return first;
  }

  Map<@Nullable Object, @Nullable Object> entriesToFill() {
    if (entries.isEmpty()) {
      entries = new LinkedHashMap<>(0);
    }
    return entries;
  }

  List<@Nullable Object> elementsToFill() {
    if (elements.isEmpty()) {
      elements = new ArrayList<>(0);
    }
    return elements;
  }
}
