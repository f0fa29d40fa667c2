package io.kindling;

import java.util.Arrays;

/**
 * Whether a module is in training: as it was told last, but for threads that are evaluating it. So
 * one that evaluates changes nothing for the others.
 */
final class Mode {
  private static final Thread[] NOBODY = {};

  private volatile boolean training = true;
  private volatile Thread[] evaluating = NOBODY;

  /** {@return whether it is in training for this thread} */
  boolean training() {
    return training && !evaluatedBy(Thread.currentThread());
  }

  private boolean evaluatedBy(Thread thread) {
    for (Thread other : evaluating) {
      if (other == thread) {
        return true;
      }
    }
    return false;
  }

  void training(boolean now) {
    training = now;
  }

  /** A thread begins to evaluate, perhaps once more. */
  synchronized void enter(Thread thread) {
    Thread[] more = Arrays.copyOf(evaluating, evaluating.length + 1);
    more[evaluating.length] = thread;
    evaluating = more;
  }

  /** A thread has ended what it began last. */
  synchronized void leave(Thread thread) {
    Thread[] now = evaluating;
    int place = now.length - 1;
    while (now[place] != thread) {
      place--;
    }
    Thread[] fewer = Arrays.copyOf(now, now.length - 1);
    if (place < fewer.length) {
      fewer[place] = now[now.length - 1];
    }
    evaluating = fewer.length == 0 ? NOBODY : fewer;
  }
}
