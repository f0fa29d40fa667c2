package io.kindling.cpu.optim;

import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;

/**
 * A parameter's values in blocks: several loops over a block find it in the nearest cache, where
 * one loop of all they do would not be one of vectors. JDK 17 makes those of loops that write one
 * array, read few, and use one index for all.
 */
record Blocks(Processor processor) {
  /** Values that stay in the nearest cache, with all that belongs to them. */
  static final int NEAR = 1024;

  /** Runs loops block by block, several blocks at once where that is worth it. */
  void run(int n, int cost, Sharing.Loop loops) {
    processor
        .sharing()
        .forRange(
            n,
            cost,
            (first, last) -> {
              for (int from = first; from < last; from += NEAR) {
                loops.run(from, Math.min(last, from + NEAR));
              }
            });
  }

  /** Runs a loop that is the only one, and so needs no blocks. */
  void runWhole(int n, int cost, Sharing.Loop loop) {
    processor.sharing().forRange(n, cost, loop);
  }

  /** Room for what is computed on the way, a number a value. */
  float[] room(int n) {
    return processor.pool().take(n);
  }

  /** Takes room back. */
  void give(float[] room) {
    processor.pool().give(room);
  }
}
