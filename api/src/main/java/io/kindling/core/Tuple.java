package io.kindling.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code tuple} among the values of a torch file; apart from a list, because Python code
 * tells them apart.
 *
 * @param items the values, null for {@code None}; unmodifiable
 */
public record Tuple(List<@Nullable Object> items) {
  /** Copies the items. */
  public Tuple {
    items = Collections.unmodifiableList(new ArrayList<>(items));
  }

  /**
   * Makes a tuple.
   *
   * @param items the values
   * @return the tuple
   */
  public static Tuple of(@Nullable Object... items) {
    return new Tuple(Arrays.asList(items));
  }
}
