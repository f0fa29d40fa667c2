package io.kindling.checkpoint.python;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code collections.OrderedDict}, as which modules return their state. Equal to any map
 * with the same entries; the attributes do not count.
 */
public final class OrderedDict extends LinkedHashMap<@Nullable Object, @Nullable Object> {
  private static final long serialVersionUID = 1L;

  private transient Map<?, ?> attributes = Map.of();

  /** Makes an empty one. */
  public OrderedDict() {
    super(0); // there may be a great many, with nothing in them
  }

  /**
   * {@return its attributes by name; PyTorch has {@code _metadata}, where it notes the version of
   * each module's state by the module's name}
   */
  public Map<?, ?> attributes() {
    return attributes;
  }

  /**
   * Gives it attributes in the place of those that it has.
   *
   * @param attributes the values by name; not copied
   */
  public void setAttributes(Map<?, ?> attributes) {
    this.attributes = attributes;
  }
}
