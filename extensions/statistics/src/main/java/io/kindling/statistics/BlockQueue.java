package io.kindling.statistics;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Blocks of rows that one thread fills, in turn, while others add them up. */
final class BlockQueue {
  private final Deque<AddedBlock> blocks = new ArrayDeque<>();
  private final Consumer<RowBlock> adder;

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
      blocks.add(AddedBlock.free(new RowBlock(columns, weighted)));
    }
  }

  /** Has all rows of a source added; says how many there were. No thread is left behind. */
  long addAll(Source source) throws IOException {
    long rows = 0;
    boolean more = true;
    try {
      while (more) {
        RowBlock block = blocks.remove().await();
        block.clear();
        source.fill(block);
        more = block.isFull();
        rows += block.count();
        blocks.add(new AddedBlock(block, CompletableFuture.runAsync(() -> adder.accept(block))));
      }
    } finally {
      blocks.forEach(AddedBlock::settle); // else an error here would hide the one that came first
    }
    blocks.forEach(AddedBlock::await);
    return rows;
  }
}
