package io.kindling.statistics;

import io.kindling.core.TorchRandom;

/**
 * Deals rows to folds: each k rows in turn to the k folds, in an order that is drawn anew each
 * time. So folds are as large as each other, by one row at most, and it need not be known how many
 * rows there will be.
 */
final class FoldOrder {
  private final int folds;
  private final TorchRandom random;
  private int[] order;
  private int next;

  FoldOrder(int folds, long seed) {
    this.folds = folds;
    random = new TorchRandom(seed);
    order = random.randperm(folds);
  }

  /** {@return the fold of the row that comes next, from 0} */
  int next() {
    if (next == folds) {
      order = random.randperm(folds);
      next = 0;
    }
    return order[next++];
  }
}
