package io.kindling.cpu.sums;

import io.kindling.error.DataException;

/**
 * What has to be known of all rows before a step over some of them: what means divide by. A mean of
 * elementwise losses divides by rows times elements, {@code cross_entropy} by the rows of other
 * classes than the one to ignore, a mean of weighted losses by the sum of the weights.
 *
 * @param rows how many rows there are, at least 1
 * @param counted how many of them are of a class that is not to be ignored; all unless the loss
 *     ignores one
 * @param weights where rows have weights, their sum, each times the weight of the row's class if
 *     the loss has such; else the number of rows. One JVM adds them up row by row in float64: that
 *     sum is exact, in whatever order, as long as it is below 2³⁰ times the least weight
 */
public record Totals(long rows, long counted, double weights) {
  /** Checks the numbers. */
  public Totals {
    if (rows < 1 || counted < 0 || counted > rows || !(weights >= 0)) {
      throw new DataException(
          "sharded step",
          "there must be rows, as many as count or more, and weights of 0 or more",
          rows + " rows, of which " + counted + " count, with weights of " + weights,
          "1 row or more",
          null);
    }
  }

  /**
   * Of rows that all count alike.
   *
   * @param rows how many
   * @return the totals
   */
  public static Totals of(long rows) {
    return new Totals(rows, rows, rows);
  }
}
