package io.kindling.statistics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Blocks of the rows of each fold, that one thread fills while others add them up. */
final class FoldBlocks {
  private final List<Moments> folds;
  private final RowBlock[] filling;
  private final Deque<AddedBlock> added = new ArrayDeque<>();

  FoldBlocks(List<Moments> folds) {
    this.folds = folds;
    filling = new RowBlock[folds.size()];
    for (int i = 0; i < filling.length; i++) {
      filling[i] = fresh();
    }
    int spare = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < spare; i++) {
      added.add(AddedBlock.free(fresh()));
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
      filling[fold] = added.remove().await();
      filling[fold].clear();
    }
    return filling[fold];
  }

  private void add(int fold) {
    added.add(new AddedBlock(filling[fold], folds.get(fold).addLater(filling[fold])));
  }

  /** Adds what is left, and waits until all is added. */
  void finish() {
    for (int fold = 0; fold < filling.length; fold++) {
      add(fold);
    }
    added.forEach(AddedBlock::await);
  }

  /** Waits until nobody adds anything any more, however that ends. */
  void settle() {
    added.forEach(AddedBlock::settle);
  }
}
