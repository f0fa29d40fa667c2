package io.kindling.checkpoint.pickle;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A module of a TorchScript archive, as C++ {@code torch::save} writes it: what it holds, without
 * its code.
 */
public final class ScriptObject {
  private final String type;
  private @Nullable Map<String, Object> attributes;

  ScriptObject(String type) {
    this.type = type;
  }

  /** {@return its class, {@code __torch__.Module}; a name and no more} */
  public String type() {
    return type;
  }

  /** {@return tensors, values and further modules by name, in the file's order} */
  public Map<String, Object> attributes() {
    return attributes == null ? Map.of() : attributes;
  }

  boolean isBuilt() {
    return attributes != null;
  }

  void build(Map<String, Object> state) {
    attributes = state;
  }
}
