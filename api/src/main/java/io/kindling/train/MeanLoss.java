package io.kindling.train;

/** The mean over rows of losses that are themselves means over batches. */
final class MeanLoss {
  private double sum;
  private long rows;

  MeanLoss() {
    this(0, 0);
  }

  /** Goes on from where another one was. */
  MeanLoss(double sum, long rows) {
    this.sum = sum;
    this.rows = rows;
  }

  void add(float loss, int batchRows) {
    sum += (double) loss * batchRows;
    rows += batchRows;
  }

  double sum() {
    return sum;
  }

  long rows() {
    return rows;
  }

  double value() {
    return sum / rows;
  }
}
