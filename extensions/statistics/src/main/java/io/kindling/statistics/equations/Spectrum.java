package io.kindling.statistics.equations;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The ends of the eigenvalues of matrices that have none below 0. */
final class Spectrum {
  private static final int MOST_STEPS = 2_000;
  private static final double SAME = 1e-14;

  private Spectrum() {}

  /**
   * Finds the largest eigenvalue by von Mises' iteration. Where others are so near to it that the
   * vector has not found its own, the quotient is as near.
   *
   * @param matrix times a vector
   * @param size how long vectors are
   */
  static double largest(UnaryOperator<double[]> matrix, int size) {
    double[] vector = new SplittableRandom(size).doubles(size, -1, 1).toArray();
    double before = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double length = Math.sqrt(product(vector, vector));
      for (int i = 0; i < size; i++) {
        vector[i] /= length;
      }
      double[] next = matrix.apply(vector);
      double quotient = product(vector, next);
      if (Math.abs(quotient - before) <= SAME * quotient) {
        return quotient;
      }
      before = quotient;
      vector = next;
    }
    return before;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
