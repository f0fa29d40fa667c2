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

  /** Such a step where several solutions are as good: rounding goes from one to the other. */
  private static final double COARSE = 1e-13;

  /**
   * How far a gradient must be above the penalty, times the size of all coefficients where that is
   * above 1: nearer may be rounding.
   */
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
  private double slack = SLACK;
  private boolean singular; // whether columns that are not 0 have been found to be combinations

  /**
   * Begins with all coefficients 0.
   *
   * @param correlations R, with 0 in rows and columns of what is constant
   * @param target c
   * @param factors q, 0 for what is constant or left out
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
    return over <= slack ? 0 : Math.copySign(over, number);
  }

  private double square(int j) {
    return squared == 0 ? 0 : squared * factors[j] * factors[j]; // whose square may be infinite
  }

  private void descend(int[] used) {
    // as many as take about as long as solving the equations does, whose rows are nearer
    int patience = FEW_SWEEPS + (int) ((long) used.length * used.length / (16L * target.length));
    singular = false;
    for (int sweep = 1; sweep(used) > (singular ? COARSE : SMALL); sweep++) {
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
    double size = 1;
    for (int j = 0; j < estimates.length; j++) {
      if (estimates[j] != 0) {
        subtract(estimates[j], correlations[j]);
        size += Math.abs(estimates[j]);
      }
    }
    slack = SLACK * size;
  }

  /**
   * Goes to where the coefficients that are not 0 are best if none of them changes its sign. Those
   * that would do so become 0 on the way, the first one first.
   *
   * @param used the columns that may be not 0
   * @return whether that is the solution for these columns
   */
  private boolean jump(int[] used) {
    while (true) {
      int[] some = IntStream.range(0, estimates.length).filter(j -> estimates[j] != 0).toArray();
      Equations equations = Equations.of(some.length, (i, j) -> matrix(some[i], some[j]));
      if (!equations.areWhole()) {
        singular = true;
        if (!slide(Arrays.copyOf(some, equations.size() + 1), equations)) {
          return false;
        }
      } else if (!settle(some, equations)) {
        refresh();
        return Arrays.stream(used).allMatch(j -> estimates[j] != 0 || shrunk(gradient[j], j) == 0);
      }
    }
  }

  /** Goes to where coefficients are best, twice since that mends rounding; or until one is 0. */
  private boolean settle(int[] some, Equations equations) {
    for (int round = 0; round < 2; round++) {
      refresh();
      double[] left = Arrays.stream(some).mapToDouble(this::slope).toArray();
      if (move(some, equations.solve(left), 1)) {
        return true;
      }
    }
    return false;
  }

  /** How fast the objective falls where a coefficient grows that is not 0. */
  private double slope(int j) {
    double sign = Math.signum(estimates[j]);
    return gradient[j] - square(j) * estimates[j] - absolute * factors[j] * sign;
  }

  /**
   * Goes along coefficients for which nearly nothing changes but the penalty, as the last column is
   * a combination of the others: as far as that is good, or until the first one is 0.
   *
   * @return whether one is 0 now
   */
  private boolean slide(int[] some, Equations equations) {
    refresh();
    double[] step = equations.combination();
    double slope = 0;
    for (int i = 0; i < some.length; i++) {
      slope += step[i] * slope(some[i]);
    }
    boolean flat = Math.abs(slope) <= slack;
    double direction = flat ? -estimates[some[some.length - 1]] : slope;
    for (int i = 0; i < step.length; i++) {
      step[i] = Math.copySign(step[i], step[i] * direction);
    }
    boolean straight = flat || equations.rest() <= slack;
    double most = straight ? Double.POSITIVE_INFINITY : Math.abs(slope) / equations.rest();
    boolean dropped = move(some, step, most);
    refresh();
    return dropped;
  }

  /**
   * Goes on, until a coefficient is 0 at most.
   *
   * @param most how many steps at most
   * @return whether one is 0 now
   */
  private boolean move(int[] some, double[] step, double most) {
    int first = -1;
    double share = most;
    for (int i = 0; i < some.length && absolute > 0; i++) {
      double zero = -estimates[some[i]] / step[i];
      if (zero > 0 && zero < share) {
        share = zero;
        first = i;
      }
    }
    if (share < Double.POSITIVE_INFINITY) {
      for (int i = 0; i < some.length; i++) {
        estimates[some[i]] = i == first ? 0 : estimates[some[i]] + share * step[i];
      }
    }
    return first >= 0;
  }

  private double matrix(int i, int j) {
    return i == j ? 1 + square(i) : correlations[i][j];
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
    return Math.min(1, explained);
  }
}
