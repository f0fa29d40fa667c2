package io.kindling.cpu.sums;

import io.kindling.cpu.kernel.Sharing;

/**
 * The sharing of one who has some of the rows only: every sum over rows is asked of it, however
 * few, in an order that depends on the model and the loss alone, and means divide by what all rows
 * have.
 */
abstract class PartSharing implements Sharing {
  final Sharing own;
  private final Totals totals;

  /**
   * Of some rows.
   *
   * @param own does what does not go over rows
   * @param totals what is known of all rows
   */
  PartSharing(Sharing own, Totals totals) {
    this.own = own;
    this.totals = totals;
  }

  /** How many rows are at hand. */
  abstract int rows();

  @Override
  public final void forRange(int n, int cost, Loop loop) {
    own.forRange(n, cost, loop);
  }

  @Override
  public final boolean isOptional() {
    return false;
  }

  @Override
  public final Sharing withinRows() {
    return own;
  }

  @Override
  public final long elements(long here) {
    return Math.multiplyExact(ofEach(here), totals.rows());
  }

  /** How many elements a row has, of as many as the rows at hand have together. */
  final long ofEach(long here) {
    if (here % rows() != 0) {
      throw new AssertionError(here + " elements of " + rows() + " rows");
    }
    return here / rows();
  }

  @Override
  public final long counted(long here) {
    return totals.counted();
  }
}
