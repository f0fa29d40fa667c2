package io.kindling.statistics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A block that is being added up, or has been.
 *
 * @param block its rows, not to be touched before it is free
 * @param done when it is free, or what went wrong
 */
record AddedBlock(RowBlock block, CompletableFuture<Void> done) {
  /** One that nobody works on. */
  static AddedBlock free(RowBlock block) {
    return new AddedBlock(block, CompletableFuture.completedFuture(null));
  }

  /** Waits until it is free; what went wrong is thrown as it was. */
  RowBlock await() {
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
    return block;
  }

  /** Waits until nobody works on it any more, however that ends. */
  void settle() {
    done.exceptionally(error -> null).join();
  }
}
