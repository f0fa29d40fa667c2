package io.kindling.checkpoint.stored;

import io.kindling.core.TensorData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a state file holds.
 *
 * @param tensors the values by name, as {@link io.kindling.Module#stateDict()} returns them
 * @param metadata notes beside them, for instance what model they belong to; keys are identifiers
 */
public record SavedState(Map<String, TensorData> tensors, Map<String, String> metadata) {
  /** Copies both, in order. */
  public SavedState {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
