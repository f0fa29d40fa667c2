package io.kindling.statistics.equations;

import java.util.stream.IntStream;

/** Square and triangular matrices by their rows, each of which ends where its zeros begin. */
final class Triangles {
  private static final int FEW = 48; // rows, too few for several threads

  private Triangles() {}

  /** Rows, for several threads where there are many. */
  static IntStream range(int from, int to) {
    IntStream range = IntStream.range(from, to);
    return to - from < FEW ? range : range.parallel();
  }

  /**
   * The sum of rows times factors, element by element in the rows' order. What a row lacks, at its
   * end for a lower triangle and at its beginning for an upper one, is 0.
   */
  static double[] combined(double[][] rows, double[] factors) {
    int size = rows.length;
    double[] sum = new double[size];
    for (int i = 0; i < size; i++) {
      add(rows[i], factors[i], sum, rows[i].length);
    }
    return sum;
  }

  /** Both arrays are indexed alike, so that the JVM makes vector instructions of it. */
  private static void add(double[] row, double factor, double[] sum, int to) {
    for (int j = 0; j < to; j++) {
      sum[j] += row[j] * factor;
    }
  }

  /** Divides by a power of two, so that squares have room in float64, and tells its exponent. */
  static int scale(double[][] rows) {
    double most = 0;
    for (double[] row : rows) {
      for (double number : row) {
        most = Math.max(most, Math.abs(number));
      }
    }
    int exponent = most > 0 ? Math.getExponent(most) : 0;
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.scalb(row[j], -exponent);
      }
    }
    return exponent;
  }

  /** The columns of a lower triangle as rows, with their zeros. */
  static double[][] transposed(double[][] lower) {
    double[][] upper = new double[lower.length][lower.length];
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j <= i; j++) {
        upper[j][i] = lower[i][j];
      }
    }
    return upper;
  }
}
