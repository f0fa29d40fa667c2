package io.kindling.statistics;

import org.jspecify.annotations.Nullable;

/** Equations of a positive definite matrix, solved by Cholesky's factor of it in float64. */
final class Equations {
  /** What is left of a diagonal of 1 or more; below, digits are too few. */
  private static final double LEAST = 1e-12;

  private final double[][] factor;

  private Equations(double[][] factor) {
    this.factor = factor;
  }

  /** The elements of a matrix. */
  @FunctionalInterface
  interface Matrix {
    double get(int i, int j);
  }

  /** Factors a matrix; null where it is not positive definite, as far as float64 tells. */
  static @Nullable Equations of(int size, Matrix matrix) {
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
          return null;
        }
      }
    }
    return new Equations(factor);
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
    int size = factor.length;
    double[] solution = right.clone();
    for (int i = 0; i < size; i++) {
      solution[i] = (solution[i] - product(factor[i], solution, i)) / factor[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      solution[i] /= factor[i][i];
      for (int j = 0; j < i; j++) {
        solution[j] -= factor[i][j] * solution[i];
      }
    }
    return solution;
  }
}
