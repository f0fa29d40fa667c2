package io.kindling.statistics;

import java.util.Arrays;

/**
 * Solves for one λ after the other, each from where the last one has ended. Inside, columns and
 * target are counted in their deviations.
 */
final class PathSolver {
  /** α below which the largest λ is no more larger: it would be infinite at 0. */
  private static final double LEAST_ALPHA = 1e-3;

  private final Covariances sums;
  private final double alpha;
  private final double[] deviations; // in the columns' units, the target's last; 0 for constants
  private final double[] correlations; // with the target
  private final double[] factors;
  private final CoordinateDescent descent;

  PathSolver(Covariances sums, ElasticNet net) {
    this.sums = sums;
    alpha = net.alpha();
    int columns = sums.columns() - 1;
    deviations = new double[columns + 1];
    Arrays.setAll(deviations, i -> Math.sqrt(sums.get(i, i)));
    correlations = new double[columns];
    Arrays.setAll(correlations, j -> correlation(j, columns));
    factors = new double[columns];
    Arrays.setAll(factors, j -> factor(j, net.standardized()));
    double[][] matrix = new double[columns][columns];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < j; i++) {
        matrix[i][j] = correlation(i, j);
        matrix[j][i] = matrix[i][j];
      }
      matrix[j][j] = deviations[j] > 0 ? 1 : 0;
    }
    descent = new CoordinateDescent(matrix, correlations, factors, alpha);
  }

  private double correlation(int i, int j) {
    double both = deviations[i] * deviations[j];
    return both > 0 ? sums.get(i, j) / both : 0;
  }

  /**
   * What the penalty of a column is multiplied by, since its coefficient is that of deviations; 0
   * for a column that is left out: one that is the same in every row, or so small that a
   * coefficient would have no room in float64.
   */
  private double factor(int j, boolean standardized) {
    double factor = deviations[j] == 0 ? 0 : standardized ? 1 : 1 / deviation(j);
    return Double.isInfinite(factor) ? 0 : factor;
  }

  /** {@return the deviation of a column} */
  double deviation(int j) {
    return Math.scalb(deviations[j], sums.unit(j));
  }

  private double targetDeviation() {
    return deviation(correlations.length);
  }

  /** {@return the least λ for which all coefficients are 0} */
  double largest() {
    double largest = 0;
    for (int j = 0; j < correlations.length; j++) {
      if (factors[j] > 0) {
        largest = Math.max(largest, Math.abs(correlations[j]) / factors[j]);
      }
    }
    return largest / Math.max(alpha, LEAST_ALPHA) * targetDeviation();
  }

  /** Goes on to another λ. */
  void solve(double lambda) {
    if (targetDeviation() > 0) {
      descent.solve(Math.min(Double.MAX_VALUE, lambda / targetDeviation()));
    }
  }

  /** {@return the coefficients, in the columns' units} */
  double[] estimates() {
    double[] estimates = descent.estimates();
    for (int j = 0; j < estimates.length; j++) {
      if (estimates[j] != 0) {
        estimates[j] *= deviations[estimates.length] / deviations[j];
      }
    }
    return estimates;
  }

  /** The last solution, in the table's own units. */
  RegularizationPath.Solution solution(double lambda) {
    double[] estimates = estimates();
    int target = estimates.length;
    PreciseSum intercept = new PreciseSum();
    DoubleDouble mean = sums.mean(target);
    intercept.add(1, mean.high(), mean.low());
    for (int j = 0; j < target; j++) {
      if (estimates[j] != 0) {
        DoubleDouble one = sums.mean(j);
        intercept.add(-estimates[j], one.high(), one.low());
        estimates[j] = Math.scalb(estimates[j], sums.unit(target) - sums.unit(j));
      }
    }
    return new RegularizationPath.Solution(
        lambda,
        Math.scalb(intercept.value(), sums.unit(target)),
        Arrays.stream(estimates).boxed().toList(),
        descent.r2());
  }
}
