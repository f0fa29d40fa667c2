package io.kindling.checkpoint.python;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code frozenset}; a {@code set} is a {@link Set}.
 *
 * @param items the values, in the file's order; unmodifiable
 */
public record FrozenSet(Set<@Nullable Object> items) {
  /** Copies the items. */
  public FrozenSet {
    items = Collections.unmodifiableSet(new LinkedHashSet<>(items));
  }
}
