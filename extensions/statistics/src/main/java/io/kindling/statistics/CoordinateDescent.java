package io.kindling.statistics;

import io.kindling.error.DataException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Makes {@code ½ bᵀRb − cᵀb + λ Σ (α qⱼ |bⱼ| + ½ (1 − α) qⱼ² bⱼ²)} small, where R are correlations
 * of columns and c those with the target: one coefficient after the other, with what all others
 * leave kept up to date. Where that takes long, the equations of the coefficients that are not 0
 * are solved.
 *
 * @see <a href="https://doi.org/10.18637/jss.v033.i01">J. Friedman, T. Hastie, R. Tibshirani:
 *     Regularization paths for generalized linear models via coordinate descent, 2010</a>
 */
final class CoordinateDescent {
  /** A step, in deviations of the target or of larger coefficients, that is but rounding. */
  private static final double SMALL = 4e-16;

  /** How far a gradient must be above the penalty: nearer may be rounding. */
  private static final double SLACK = 2e-15;

  private static final int FEW_SWEEPS = 10;
  private static final int MOST_SWEEPS = 100_000;

  private final double[][] correlations;
  private final double[] target;
  private final double[] factors;
  private final double alpha;
  private final double[] gradient;
  private final double[] estimates;
  private double absolute;
  private double squared;

  /**
   * Begins with all coefficients 0.
   *
   * @param correlations R, with 0 in rows and columns of what is constant
   * @param target c
   * @param factors q, 0 for what is constant
   */
  CoordinateDescent(double[][] correlations, double[] target, double[] factors, double alpha) {
    this.correlations = correlations;
    this.target = target;
    this.factors = factors;
    this.alpha = alpha;
    gradient = target.clone();
    estimates = new double[target.length];
  }

  /** Goes on from the last solution to that of another λ. */
  void solve(double lambda) {
    absolute = lambda * alpha;
    squared = lambda * (1 - alpha);
    boolean[] used = new boolean[target.length];
    int before = -1;
    for (int count = add(used); count > before; count = add(used)) {
      before = count;
      descend(IntStream.range(0, used.length).filter(j -> used[j]).toArray());
      refresh();
    }
  }

  /** Adds the columns that are not 0, or ought not to be; says how many there are now. */
  private int add(boolean[] used) {
    int count = 0;
    for (int j = 0; j < used.length; j++) {
      used[j] |= factors[j] > 0 && (estimates[j] != 0 || shrunk(gradient[j], j) != 0);
      count += used[j] ? 1 : 0;
    }
    return count;
  }

  /** What the penalty of sizes leaves of a number. */
  private double shrunk(double number, int j) {
    double penalty = absolute * factors[j];
    if (penalty == 0) {
      return number;
    }
    double over = Math.abs(number) - penalty;
    return over <= SLACK ? 0 : Math.copySign(over, number);
  }

  private double square(int j) {
    return squared * factors[j] * factors[j];
  }

  private void descend(int[] used) {
    // as many as take about as long as solving the equations does
    int patience = FEW_SWEEPS + (int) ((long) used.length * used.length / (4L * target.length));
    for (int sweep = 1; sweep(used) > SMALL; sweep++) {
      if (sweep % patience == 0 && jump(used)) {
        return;
      }
      if (sweep == MOST_SWEEPS) {
        throw new DataException(
            PathColumns.PLACE,
            "coordinate descent must come to an end",
            "none after " + MOST_SWEEPS + " rounds",
            "columns that are less alike",
            "leave out what other columns say too, or take larger λ");
      }
    }
  }

  /** Goes once through columns; says how large the largest step was. */
  private double sweep(int[] used) {
    double largest = 0;
    for (int j : used) {
      double old = estimates[j];
      double next = shrunk(gradient[j] + old, j) / (1 + square(j));
      if (next != old) {
        estimates[j] = next;
        subtract(next - old, correlations[j]);
        largest = Math.max(largest, Math.abs(next - old) / Math.max(1, Math.abs(next)));
      }
    }
    return largest;
  }

  private void subtract(double factor, double[] row) {
    double[] all = gradient;
    for (int i = 0; i < all.length; i++) {
      all[i] -= factor * row[i];
    }
  }

  /** Computes what is left anew, without the rounding of all steps. */
  private void refresh() {
    System.arraycopy(target, 0, gradient, 0, target.length);
    for (int j = 0; j < estimates.length; j++) {
      if (estimates[j] != 0) {
        subtract(estimates[j], correlations[j]);
      }
    }
  }

  /**
   * Goes to where the coefficients that are not 0 are best if none of them changes its sign, or
   * until the first one is 0.
   *
   * @param used the columns that may be not 0
   * @return whether that is the solution for these columns
   */
  private boolean jump(int[] used) {
    int[] some = IntStream.range(0, estimates.length).filter(j -> estimates[j] != 0).toArray();
    Equations equations = Equations.of(some.length, (i, j) -> matrix(some[i], some[j]));
    if (equations == null) {
      return false;
    }
    double[] left = new double[some.length];
    double[] step = new double[some.length];
    for (int round = 0; round < 2; round++) { // the second one mends the rounding of the first
      refresh();
      for (int i = 0; i < some.length; i++) {
        int j = some[i];
        double sign = Math.signum(estimates[j]);
        left[i] = gradient[j] - square(j) * estimates[j] - absolute * factors[j] * sign;
      }
      step = equations.solve(left);
      int first = first(some, step);
      double share = first < 0 ? 1 : -estimates[some[first]] / step[first];
      for (int i = 0; i < some.length; i++) {
        estimates[some[i]] = i == first ? 0 : estimates[some[i]] + share * step[i];
      }
      if (first >= 0) {
        refresh();
        return false;
      }
    }
    refresh();
    return Arrays.stream(used).allMatch(j -> estimates[j] != 0 || shrunk(gradient[j], j) == 0);
  }

  private double matrix(int i, int j) {
    return i == j ? 1 + square(i) : correlations[i][j];
  }

  /** The coefficient that a step brings to 0 before any other; -1 if it does so with none. */
  private int first(int[] some, double[] step) {
    int first = -1;
    double least = 1;
    for (int i = 0; i < some.length && absolute > 0; i++) {
      double share = -estimates[some[i]] / step[i];
      if (share > 0 && share < least) {
        least = share;
        first = i;
      }
    }
    return first;
  }

  /** {@return a copy of b} */
  double[] estimates() {
    return estimates.clone();
  }

  /** {@return the share of the target's variance that is explained} */
  double r2() {
    double explained = 0;
    for (int j = 0; j < estimates.length; j++) {
      explained += estimates[j] * (target[j] + gradient[j]);
    }
    return explained;
  }
}
