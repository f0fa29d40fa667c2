package io.kindling.statistics;

/**
 * Equations of a positive definite matrix, solved by Cholesky's factor of it in float64; or, where
 * a column is a combination of those before it, what it is a combination of.
 */
final class Equations {
  /** What is left of a diagonal of 1 or more; below, digits are too few. */
  private static final double LEAST = 1e-12;

  /** Rows that are taken off others together, while they are near the processor. */
  private static final int BLOCK = 64;

  private final double[][] upper; // of each row what is not below the diagonal
  private int size;
  private double rest;

  /** The elements of a matrix. */
  @FunctionalInterface
  interface Matrix {
    double get(int i, int j);
  }

  private Equations(int columns, Matrix matrix) {
    upper = new double[columns][columns];
    for (int i = 0; i < columns; i++) {
      for (int j = i; j < columns; j++) {
        upper[i][j] = matrix.get(i, j);
      }
    }
  }

  /** Factors a matrix, as far as it is positive definite in float64. */
  static Equations of(int columns, Matrix matrix) {
    Equations equations = new Equations(columns, matrix);
    int from = 0;
    while (equations.size == from && from < columns) {
      equations.factor(from, Math.min(columns, from + BLOCK));
      from = Math.min(columns, from + BLOCK);
    }
    return equations;
  }

  /** Factors some rows, from which those before have been taken off, and takes them off others. */
  private void factor(int from, int to) {
    for (int i = from; i < to; i++) {
      subtract(i, from, i);
      rest = upper[i][i];
      if (!(rest > LEAST)) {
        return;
      }
      double root = Math.sqrt(rest);
      for (int j = i; j < upper.length; j++) {
        upper[i][j] /= root;
      }
      size++;
    }
    for (int i = to; i < upper.length; i++) {
      subtract(i, from, to);
    }
  }

  /** Takes rows off another, four at a time, so that it is gone through less often. */
  private void subtract(int row, int from, int to) {
    double[] one = upper[row];
    int i = from;
    for (; i + 4 <= to; i += 4) {
      double[] first = upper[i];
      double[] second = upper[i + 1];
      double[] third = upper[i + 2];
      double[] fourth = upper[i + 3];
      double a = first[row];
      double b = second[row];
      double c = third[row];
      double d = fourth[row];
      for (int j = row; j < one.length; j++) {
        one[j] -= (a * first[j] + b * second[j]) + (c * third[j] + d * fourth[j]);
      }
    }
    for (; i < to; i++) {
      subtract(one, upper[i][row], upper[i], row);
    }
  }

  private static void subtract(double[] from, double factor, double[] row, int first) {
    for (int j = first; j < from.length; j++) {
      from[j] -= factor * row[j];
    }
  }

  /** {@return whether no column is a combination of others} */
  boolean areWhole() {
    return size == upper.length;
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
      factors[i] = -upper[i][size];
    }
    factors[size] = 1;
    substitute(factors);
    return factors;
  }

  double[] solve(double[] right) {
    double[] solution = right.clone();
    for (int i = 0; i < size; i++) {
      solution[i] /= upper[i][i];
      subtract(solution, solution[i], upper[i], i + 1);
    }
    substitute(solution);
    return solution;
  }

  /** Divides by the factor. */
  private void substitute(double[] solution) {
    for (int i = size - 1; i >= 0; i--) {
      double left = solution[i];
      for (int j = i + 1; j < size; j++) {
        left -= upper[i][j] * solution[j];
      }
      solution[i] = left / upper[i][i];
    }
  }
}
