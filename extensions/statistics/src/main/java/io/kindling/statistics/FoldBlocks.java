package io.kindling.statistics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Blocks of the rows of each fold, that one thread fills while others add them up. */
final class FoldBlocks {
  private final List<Moments> folds;
  private final RowBlock[] filling;
  private final Deque<Added> added = new ArrayDeque<>();

  private record Added(RowBlock block, CompletableFuture<Void> done) {}

  FoldBlocks(List<Moments> folds) {
    this.folds = folds;
    filling = new RowBlock[folds.size()];
    for (int i = 0; i < filling.length; i++) {
      filling[i] = fresh();
    }
    int spare = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < spare; i++) {
      added.add(new Added(fresh(), CompletableFuture.completedFuture(null)));
    }
  }

  private RowBlock fresh() {
    Moments any = folds.get(0);
    RowBlock block = new RowBlock(any.columns().size() + 1, any.weighted());
    block.clear();
    return block;
  }

  /** {@return a block of a fold that has room for one row more} */
  RowBlock block(int fold) {
    if (filling[fold].isFull()) {
      add(fold);
      Added next = added.remove();
      next.done().join();
      next.block().clear();
      filling[fold] = next.block();
    }
    return filling[fold];
  }

  private void add(int fold) {
    added.add(new Added(filling[fold], folds.get(fold).addLater(filling[fold])));
  }

  /** Adds what is left, and waits until all is added. */
  void finish() {
    for (int fold = 0; fold < filling.length; fold++) {
      add(fold);
    }
    added.forEach(block -> block.done().join());
  }
}
