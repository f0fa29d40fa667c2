package io.kindling.cpu.kernel;

import java.util.function.BooleanSupplier;

/**
 * Waits for a moment without going to sleep. To be woken takes about as long as a part of a work,
 * and in training the next work comes soon. What waits longer sleeps: a processor is another's too.
 */
final class Spin {
  private static final long NANOS = 100_000;

  private final boolean worthIt;

  /**
   * Waits for nothing yet.
   *
   * @param threads how many threads there are; more than processors, and who waits would keep
   *     another from what it waits for
   */
  Spin(int threads) {
    this.worthIt = threads <= Runtime.getRuntime().availableProcessors();
  }

  /** Returns when the condition holds, or when the moment is over. */
  void until(BooleanSupplier condition) {
    if (!worthIt) {
      return;
    }
    long start = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - start < NANOS) {
      Thread.onSpinWait();
    }
  }
}
