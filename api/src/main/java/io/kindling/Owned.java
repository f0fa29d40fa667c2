package io.kindling;

import io.kindling.error.ClosedException;
import org.jspecify.annotations.Nullable;

/** Something that holds an engine's memory until it is closed, by hand or by the scope it is in. */
abstract class Owned implements AutoCloseable {
  final Backend backend;

  /** The scope that closes this, if any; a scope skips what has moved to another. */
  @Nullable Scope scope;

  private boolean closed;

  Owned(Backend backend) {
    this.backend = backend;
  }

  /** Frees the engine's memory; called once. */
  abstract void release();

  /** What this is, for error messages. */
  abstract String describe();

  boolean closed() {
    return closed || backend.closed();
  }

  void checkOpen(String operation) {
    if (closed()) {
      throw new ClosedException(
          operation,
          "what is closed cannot be used",
          "a closed " + describe(),
          "an open one",
          "a Scope closes what was made in it unless scope.keep(…) moves it out");
    }
  }

  /** Frees the memory now. Closing again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (!backend.closed()) {
        release();
      }
    }
  }
}
