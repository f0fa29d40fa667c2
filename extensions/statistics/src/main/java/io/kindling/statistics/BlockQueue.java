package io.kindling.statistics;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Blocks of rows that one thread fills, in turn, while others add them up. */
final class BlockQueue {
  private final Deque<Added> blocks = new ArrayDeque<>();

  private record Added(RowBlock block, CompletableFuture<Void> done) {}

  /** Puts rows in a block until it is full, or there are no more. */
  interface Source {
    void fill(RowBlock block) throws IOException;
  }

  /** Makes room for so many blocks. */
  BlockQueue(int columns, boolean weighted) {
    int count = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < count; i++) {
      RowBlock block = new RowBlock(columns, weighted);
      blocks.add(new Added(block, CompletableFuture.completedFuture(null)));
    }
  }

  /** Adds all rows of a source to sums; says how many there were. */
  long addAll(Source source, ProductSums sums) throws IOException {
    long rows = 0;
    boolean more = true;
    try {
      while (more) {
        Added next = blocks.remove();
        next.done().join();
        RowBlock block = next.block();
        block.clear();
        source.fill(block);
        more = block.isFull();
        rows += block.count();
        blocks.add(new Added(block, CompletableFuture.runAsync(() -> BlockSums.add(block, sums))));
      }
    } finally {
      blocks.forEach(block -> block.done().join());
    }
    return rows;
  }
}
