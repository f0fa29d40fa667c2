package io.kindling.checkpoint.pickle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle holds.
 *
 * @param root the value; what is shared in the file is one object here
 * @param storages the storages by key, in order of their first use
 * @param bytes how long the pickle was
 */
public record PickleTree(@Nullable Object root, Map<String, StorageReference> storages, int bytes) {
  /** Copies the storages, in order. */
  public PickleTree {
    storages = Collections.unmodifiableMap(new LinkedHashMap<>(storages));
  }
}
