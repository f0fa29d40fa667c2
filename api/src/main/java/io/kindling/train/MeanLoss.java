package io.kindling.train;

/** The mean over rows of losses that are themselves means over batches. */
final class MeanLoss {
  private double sum;
  private long rows;

  void add(float loss, int batchRows) {
    sum += (double) loss * batchRows;
    rows += batchRows;
  }

  double value() {
    return sum / rows;
  }
}
