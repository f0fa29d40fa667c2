package io.kindling.cpu.kernel;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An array that is needed for a moment, again and again: kept between, it need not be zeroed, and
 * is in a cache already. Two threads that need it at once get one each.
 */
final class Scratch {
  /** Longer ones are in no cache, and not kept. */
  private static final int LONGEST = 1 << 20;

  private final AtomicReference<float @Nullable []> kept = new AtomicReference<>();

  /** An array of at least so many elements, with anything in them. */
  float[] take(int length) {
    if (length > LONGEST) {
      return new float[length];
    }
    float[] array = kept.getAndSet(null);
    return array != null && array.length >= length ? array : new float[length];
  }

  /** Takes it back. */
  void give(float[] array) {
    if (array.length <= LONGEST) {
      kept.set(array);
    }
  }
}
