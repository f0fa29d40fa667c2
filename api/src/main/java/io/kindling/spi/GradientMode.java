package io.kindling.spi;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether what a thread computes is remembered for gradients: each thread has a switch of its own,
 * on at first. While it is on for all, nobody looks for a thread's own.
 */
public final class GradientMode {
  private final ThreadLocal<Boolean> own = ThreadLocal.withInitial(() -> true);

  /** For how many threads it is off. */
  private final AtomicInteger off = new AtomicInteger();

  /** Starts on for every thread. */
  public GradientMode() {}

  /** {@return whether it is on for the calling thread} */
  public boolean enabled() {
    return off.get() == 0 || own.get();
  }

  /**
   * Switches it for the calling thread.
   *
   * @param enabled whether it is on from now
   */
  public void enabled(boolean enabled) {
    if (own.get() != enabled) {
      own.set(enabled);
      off.addAndGet(enabled ? -1 : 1);
    }
  }
}
