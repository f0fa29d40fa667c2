package io.kindling.predict;

import io.kindling.error.KindlingException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Tells a listener what happened in a slot: in its order, one thing at a time, and by a thread that
 * holds no lock. What the listener throws is logged, and is no one else's matter.
 */
final class Events {
  private static final String LOG = "io.kindling.predict";

  private final ModelSlot.Listener listener;
  private final Queue<Consumer<ModelSlot.Listener>> untold = new ConcurrentLinkedQueue<>();

  /** How many have asked that one be told; who finds others there leaves it to them. */
  private final AtomicInteger asked = new AtomicInteger();

  Events(ModelSlot.Listener listener) {
    this.listener = listener;
  }

  /** Notes that another model is live; {@link #tell} is to be called once for it. */
  void swapped(Predictor now) {
    untold.add(told -> told.swapped(now));
  }

  /** Notes that a file was refused; {@link #tell} is to be called once for it. */
  void refused(KindlingException why) {
    untold.add(told -> told.refused(why));
  }

  void tell() {
    if (asked.getAndIncrement() > 0) {
      return;
    }
    do {
      try {
        untold.remove().accept(listener);
      } catch (RuntimeException | Error e) {
        log(System.Logger.Level.ERROR, "a listener of a ModelSlot must not fail: " + e);
      }
    } while (asked.decrementAndGet() > 0);
  }

  static void log(System.Logger.Level level, String line) {
    if (!"false".equals(System.getProperty("kindling.log"))) {
      System.getLogger(LOG).log(level, line);
    }
  }
}
