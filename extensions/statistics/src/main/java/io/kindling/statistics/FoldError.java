package io.kindling.statistics;

/**
 * How far fits on other rows are off on a fold's, from both rows' sums: {@code Σ w (y − ŷ)² / Σ w}
 * is the variance of {@code y − ŷ} in the fold, and the square of its mean. The mean in the rows of
 * the fit is 0, so that of the fold follows from how far the columns' means lie apart.
 */
final class FoldError {
  private final Covariances fold;
  private final DoubleDouble[] apart;

  FoldError(Covariances fold, Covariances training) {
    this.fold = fold;
    apart = new DoubleDouble[fold.columns()];
    for (int i = 0; i < apart.length; i++) {
      apart[i] = fold.apart(i, training);
    }
  }

  /**
   * Tells it.
   *
   * @param estimates β of each column, in the columns' units
   * @param unit the power of two in which the target is counted
   * @return the mean squared error; infinite where it is beyond float64 in that unit
   */
  double of(double[] estimates, int unit) {
    int target = estimates.length;
    PreciseSum all = new PreciseSum();
    PreciseSum mean = new PreciseSum();
    fold.addTo(all, 1, target, target);
    mean.add(1, apart[target].high(), apart[target].low());
    for (int j = 0; j < target; j++) {
      if (estimates[j] != 0) {
        PreciseSum row = new PreciseSum();
        for (int i = 0; i < j; i++) {
          if (estimates[i] != 0) {
            fold.addTo(row, 2 * estimates[i], i, j);
          }
        }
        fold.addTo(row, estimates[j], j, j);
        fold.addTo(row, -2, j, target);
        all.add(estimates[j], row);
        mean.add(-estimates[j], apart[j].high(), apart[j].low());
      }
    }
    all.addSquare(mean);
    double error = Math.scalb(all.value(), 2 * (fold.unit(target) - unit));
    return Double.isFinite(error) ? Math.max(0, error) : Double.POSITIVE_INFINITY;
  }
}
