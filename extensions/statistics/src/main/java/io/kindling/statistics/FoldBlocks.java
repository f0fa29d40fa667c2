package io.kindling.statistics;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Blocks of the rows of each fold, that one thread fills while others add them up. */
final class FoldBlocks {
  private final FoldSums folds;
  private final @Nullable RowBlock[] filling; // made when its fold's first row comes
  private final Deque<AddedBlock> added = new ArrayDeque<>();

  FoldBlocks(FoldSums folds) {
    this.folds = folds;
    filling = new RowBlock[folds.count()];
    int spare = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < spare; i++) {
      added.add(AddedBlock.free(folds.block()));
    }
  }

  /** {@return a block of a fold that has room for one row more} */
  RowBlock block(int fold) {
    RowBlock block = filling[fold];
    if (block == null) {
      block = folds.block();
    } else if (block.isFull()) {
      add(fold, block);
      block = added.remove().await();
      block.clear();
    }
    filling[fold] = block;
    return block;
  }

  private void add(int fold, RowBlock block) {
    added.add(new AddedBlock(block, folds.of(fold).addLater(block)));
  }

  /** Adds what is left, and waits until all is added. */
  void finish() {
    for (int fold = 0; fold < filling.length; fold++) {
      RowBlock block = filling[fold];
      if (block != null) {
        add(fold, block);
      }
    }
    added.forEach(AddedBlock::await);
  }

  /** Waits until nobody adds anything any more, however that ends. */
  void settle() {
    added.forEach(AddedBlock::settle);
  }
}
