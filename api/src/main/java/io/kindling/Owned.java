package io.kindling;

import io.kindling.error.ClosedException;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Something that holds an engine's memory until it is closed, by hand or by the scope it is in. */
abstract class Owned implements AutoCloseable {
  final Backend backend;

  /** The scope that closes this, if any; a scope skips what has moved to another. */
  @Nullable Scope scope;

  private final Thread maker = Thread.currentThread();

  /** Whether a thread other than the maker has used it. */
  private boolean shared;

  private boolean closed;

  Owned(Backend backend) {
    this.backend = backend;
  }

  /** Frees the engine's memory; called once. */
  abstract void release();

  /** What holds the memory: this, or what this is a part of. */
  Owned owner() {
    return this;
  }

  /** What this is, for error messages. */
  abstract String describe();

  boolean closed() {
    return closed || backend.closed();
  }

  void checkOpen(String operation) {
    if (Thread.currentThread() != maker) {
      owner().share();
    }
    if (backend.closed()) {
      throw backend.refusal(operation, describe() + " of closed backend " + backend);
    }
    if (closed()) {
      throw new ClosedException(
          operation,
          "what is closed cannot be used",
          "a closed " + describe(),
          "an open one",
          "a Scope closes what was made in it unless scope.keep(…) moves it out");
    }
  }

  /** Another thread uses this: either it sees now that this was closed, or who closes sees it. */
  private void share() {
    if (!shared) {
      shared = true;
      VarHandle.fullFence();
    }
  }

  /** Frees the engine's memory, which no other thread is using and may serve again; called once. */
  void reclaim() {
    release();
  }

  /** Whether it is worth knowing that no other thread is using the memory. */
  boolean worthReclaiming() {
    return !backend.garbageCollected();
  }

  /**
   * Lets nobody use it any more; says whether somebody could. {@link #free} follows, where it is
   * {@link #worthReclaiming} after a full fence: then either another thread sees that this is shut,
   * or that it is shared is seen here.
   */
  final boolean shut() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /**
   * Frees the memory of what was shut, if one thread alone has used it. Else a call may be under
   * way: then it is freed when nobody can reach it any more.
   *
   * @param fenced whether there was a fence since
   */
  final void free(boolean fenced) {
    if (backend.closed() || isBusy()) {
      return;
    }
    if (fenced && isPrivate()) {
      reclaim();
    } else {
      release();
    }
  }

  /** Whether another thread may be using it, and would miss it. */
  final boolean isBusy() {
    return !backend.garbageCollected() && !isPrivate();
  }

  /** Whether one thread alone has used it. */
  private boolean isPrivate() {
    return !shared && Thread.currentThread() == maker;
  }

  /** Frees the memory, at once if one thread alone has used it. Closing again does nothing. */
  @Override
  public void close() {
    if (shut()) {
      boolean fenced = worthReclaiming();
      if (fenced) {
        VarHandle.fullFence();
      }
      free(fenced);
    }
  }
}
