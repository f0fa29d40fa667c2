package io.kindling.statistics;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Blocks of rows that one thread fills, in turn, while others add them up. */
final class BlockQueue {
  private final Deque<Added> blocks = new ArrayDeque<>();
  private final Consumer<RowBlock> adder;

  private record Added(RowBlock block, CompletableFuture<Void> done) {
    /** Waits until it is free; what went wrong is thrown as it was. */
    void await() {
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
    }

    /** Waits until nobody works on it any more, however that ends. */
    void settle() {
      done.exceptionally(error -> null).join();
    }
  }

  /** Puts rows in a block until it is full, or there are no more. */
  interface Source {
    void fill(RowBlock block) throws IOException;
  }

  /**
   * Makes room for some blocks.
   *
   * @param adder adds a block up; several threads do so at a time
   */
  BlockQueue(int columns, boolean weighted, Consumer<RowBlock> adder) {
    this.adder = adder;
    int count = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < count; i++) {
      RowBlock block = new RowBlock(columns, weighted);
      blocks.add(new Added(block, CompletableFuture.completedFuture(null)));
    }
  }

  /** Has all rows of a source added; says how many there were. No thread is left behind. */
  long addAll(Source source) throws IOException {
    long rows = 0;
    boolean more = true;
    try {
      while (more) {
        Added next = blocks.remove();
        next.await();
        RowBlock block = next.block();
        block.clear();
        source.fill(block);
        more = block.isFull();
        rows += block.count();
        blocks.add(new Added(block, CompletableFuture.runAsync(() -> adder.accept(block))));
      }
    } finally {
      blocks.forEach(Added::settle); // else an error here would hide the one that came first
    }
    blocks.forEach(Added::await);
    return rows;
  }
}
