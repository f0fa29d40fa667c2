package io.kindling.cpu.kernel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Work in parts, which several threads take one after the other until none is left. */
final class SharedWork {
  private final int parts;

  /** Forgotten once all is done: a helper that comes late must not keep the caller's arrays. */
  private volatile @Nullable IntConsumer part;

  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch left;
  private final Spin spin;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  SharedWork(int parts, IntConsumer part, Spin spin) {
    this.spin = spin;
    this.parts = parts;
    this.part = part;
    this.left = new CountDownLatch(parts);
  }

  /** Does parts until all are taken. Throws nothing. */
  void help() {
    // read before it is raised: helpers that come late must not make it overflow
    while (next.get() < parts) {
      int mine = next.getAndIncrement();
      if (mine < parts) {
        attempt(mine);
      }
    }
  }

  private void attempt(int mine) {
    try {
      IntConsumer present = part;
      if (present != null && failure.get() == null) {
        present.accept(mine);
      }
    } catch (Throwable e) { // an OutOfMemoryError is the caller's to know as well
      failure.compareAndSet(null, e);
    } finally {
      left.countDown();
    }
  }

  /** Waits until every part is done; throws what the first failed one has thrown. */
  void await() {
    spin.until(() -> left.getCount() == 0);
    boolean interrupted = false;
    while (left.getCount() > 0) {
      try {
        left.await();
      } catch (InterruptedException e) {
        interrupted = true; // others still write to the caller's arrays
      }
    }
    part = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
