package io.kindling.checkpoint.pickle;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code collections.OrderedDict}, as which modules return their state. Equal to any map
 * with the same entries; the metadata do not count.
 */
public final class OrderedDict extends LinkedHashMap<Object, Object> {
  private static final long serialVersionUID = 1L;

  private transient @Nullable Map<Object, Object> metadata;

  /** Makes an empty one. */
  public OrderedDict() {
    super(0); // there may be a great many, with nothing in them
  }

  /**
   * {@return its attribute {@code _metadata}, where PyTorch notes the version of each module's
   * state by the module's name; null where there is none}
   */
  public @Nullable Map<Object, Object> metadata() {
    return metadata;
  }

  void setMetadata(Map<Object, Object> metadata) {
    this.metadata = metadata;
  }
}
