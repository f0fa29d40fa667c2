package io.kindling.checkpoint.python;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code collections.Counter}: how often each key was met, as the state of a {@code
 * MultiStepLR} has it. Equal to any map with the same entries.
 */
public final class Counter extends LinkedHashMap<@Nullable Object, @Nullable Object> {
  private static final long serialVersionUID = 1L;

  /** Makes an empty one. */
  public Counter() {
    super(0);
  }
}
