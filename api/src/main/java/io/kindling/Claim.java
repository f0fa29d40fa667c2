package io.kindling;

import io.kindling.error.BusyException;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Which thread works on a state, a module's or a tensor's own, so that no other uses it unawares.
 * Nobody waits: one that comes while another thread holds it is refused, and so is one that has
 * read it while another changed it. Readers write nothing; any number of them go on side by side.
 */
final class Claim {
  private static final AtomicReferenceFieldUpdater<Claim, @Nullable Thread> HOLDER =
      AtomicReferenceFieldUpdater.newUpdater(Claim.class, Thread.class, "holder");

  private volatile @Nullable Thread holder;

  /** How often the holder has taken it; the holder's alone. */
  private int depth;

  /** How often the state was changed, and by whom last. */
  private int changes;

  private @Nullable Thread changer;

  /** {@return how often the state has changed} */
  int changes() {
    return changes;
  }

  /** Whether this thread holds it. */
  boolean isMine() {
    return holder == Thread.currentThread();
  }

  /** Begins to read, and says what {@link #verify} is to be told. */
  int read(String operation) {
    int seen = changes;
    VarHandle.acquireFence(); // a change that is not counted yet has its holder
    check(operation);
    return seen;
  }

  /** Checks that no other thread has changed what was read. */
  void verify(String operation, int seen) {
    VarHandle.acquireFence(); // what was read was read before
    if (changes != seen && changer != Thread.currentThread()) {
      throw refusal(operation, changer, "has changed meanwhile");
    }
  }

  /** Checks that no other thread works on the state now. */
  void check(String operation) {
    Thread other = holder;
    if (other != null && other != Thread.currentThread()) {
      throw refusal(operation, other, "is working on");
    }
  }

  /** Takes it for this thread, which may have it already, until as many {@link #release}. */
  void take(String operation) {
    Thread me = Thread.currentThread();
    if (holder != me && !HOLDER.compareAndSet(this, null, me)) {
      throw refusal(operation, holder, "is working on");
    }
    depth++;
  }

  /** Takes it in order to change the state. */
  void change(String operation) {
    take(operation);
    changed();
  }

  /** Counts a change that the holder begins. */
  void changed() {
    changes++;
    Thread me = Thread.currentThread();
    if (changer != me) { // what is written to an old object costs the garbage collector
      changer = me;
    }
    VarHandle.releaseFence(); // it is counted before anything changes
  }

  void release() {
    if (--depth == 0) {
      HOLDER.lazySet(this, null);
    }
  }

  private static BusyException refusal(String operation, @Nullable Thread other, String does) {
    String name = other == null ? "another thread" : "thread '" + other.getName() + "'";
    return new BusyException(
        operation,
        "while one thread trains or changes a model, no other can use it",
        "a model that " + name + " " + does,
        "one that no other thread changes",
        "predict with a Predictor that the training thread makes of it, as in a listener, or after the"
            + " training");
  }
}
