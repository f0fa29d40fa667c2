package io.kindling.statistics;

/**
 * Equations of a positive definite matrix, solved by Cholesky's factor of it in float64; or, where
 * a column is a combination of those before it, what it is a combination of.
 */
final class Equations {
  /** What is left of a diagonal of 1 or more; below, digits are too few. */
  private static final double LEAST = 1e-12;

  private final double[][] factor;
  private final int size;
  private final double rest;

  private Equations(double[][] factor, int size, double rest) {
    this.factor = factor;
    this.size = size;
    this.rest = rest;
  }

  /** The elements of a matrix. */
  @FunctionalInterface
  interface Matrix {
    double get(int i, int j);
  }

  /** Factors a matrix, as far as it is positive definite in float64. */
  static Equations of(int size, Matrix matrix) {
    double[][] factor = new double[size][];
    for (int i = 0; i < size; i++) {
      factor[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double rest = matrix.get(i, j) - product(factor[i], factor[j], j);
        if (i > j) {
          factor[i][j] = rest / factor[j][j];
        } else if (rest > LEAST) {
          factor[i][i] = Math.sqrt(rest);
        } else {
          return new Equations(factor, i, rest);
        }
      }
    }
    return new Equations(factor, size, 0);
  }

  /** {@return whether no column is a combination of others} */
  boolean areWhole() {
    return size == factor.length;
  }

  /** {@return how many columns are before the first combination} */
  int size() {
    return size;
  }

  /** {@return what the quadratic form is of the combination: 0, or nearly so} */
  double rest() {
    return rest;
  }

  /**
   * Where a column is a combination of those before it.
   *
   * @return factors of these and of itself, 1, that make nothing of all of them
   */
  double[] combination() {
    double[] factors = new double[size + 1];
    for (int i = 0; i < size; i++) {
      factors[i] = -factor[size][i];
    }
    factors[size] = 1;
    substitute(factors);
    return factors;
  }

  /** In four sums, of which a processor adds to one while the others wait for theirs. */
  private static double product(double[] a, double[] b, int length) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < length; i++) {
      first += a[i] * b[i];
    }
    return (first + second) + (third + fourth);
  }

  double[] solve(double[] right) {
    double[] solution = right.clone();
    for (int i = 0; i < size; i++) {
      solution[i] = (solution[i] - product(factor[i], solution, i)) / factor[i][i];
    }
    substitute(solution);
    return solution;
  }

  /** Divides by the factor's transpose. */
  private void substitute(double[] solution) {
    for (int i = size - 1; i >= 0; i--) {
      solution[i] /= factor[i][i];
      for (int j = 0; j < i; j++) {
        solution[j] -= factor[i][j] * solution[i];
      }
    }
  }
}
