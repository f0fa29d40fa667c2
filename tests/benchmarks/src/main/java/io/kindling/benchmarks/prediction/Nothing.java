package io.kindling.benchmarks.prediction;

import io.kindling.benchmarks.prediction.Contender.Answers;

/** What takes no time. */
record Nothing() implements Answers {
  @Override
  public double one(int row) {
    return row;
  }

  @Override
  public void all(double[] into) {}
}
