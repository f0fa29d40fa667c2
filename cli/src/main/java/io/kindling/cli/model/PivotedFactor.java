package io.kindling.cli.model;

/**
 * A symmetric matrix of which no eigenvalue is below 0, factored as {@code L D Lᵀ}, the largest
 * pivot first, until nothing is left. The rows of the pivots are a basis of all of them.
 */
final class PivotedFactor {
  private final double[][] factor;
  private final int[] pivots;
  private final int rank;

  /**
   * Factors a matrix.
   *
   * @param matrix the matrix, which stays as it is
   * @param nothing as much of a diagonal is no more than rounding
   */
  PivotedFactor(double[][] matrix, double nothing) {
    factor = new double[matrix.length][];
    pivots = new int[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      factor[i] = matrix[i].clone();
      pivots[i] = i;
    }
    rank = eliminate(nothing);
  }

  private int eliminate(double nothing) {
    for (int step = 0; step < pivots.length; step++) {
      choosePivot(step);
      double[] own = factor[pivots[step]];
      double pivot = own[pivots[step]];
      if (!(pivot > nothing)) {
        return step;
      }
      for (int i = step + 1; i < pivots.length; i++) {
        double[] row = factor[pivots[i]];
        double multiple = row[pivots[step]] / pivot;
        for (int j = step + 1; j < pivots.length; j++) {
          row[pivots[j]] -= multiple * own[pivots[j]];
        }
        row[pivots[step]] = multiple;
      }
    }
    return pivots.length;
  }

  private void choosePivot(int step) {
    int largest = step;
    for (int i = step + 1; i < pivots.length; i++) {
      if (at(i, i) > at(largest, largest)) {
        largest = i;
      }
    }
    int swapped = pivots[step];
    pivots[step] = pivots[largest];
    pivots[largest] = swapped;
  }

  private double at(int i, int j) {
    return factor[pivots[i]][pivots[j]];
  }

  /** How many pivots there are. */
  int rank() {
    return rank;
  }

  /** Which row the n-th pivot is in. */
  int pivot(int n) {
    return pivots[n];
  }

  /** Solves the pivots' equations; takes a number for each row, and gives one for each pivot. */
  double[] solve(double[] right) {
    double[] z = new double[rank];
    for (int i = 0; i < rank; i++) {
      z[i] = right[pivots[i]];
      for (int j = 0; j < i; j++) {
        z[i] -= at(i, j) * z[j];
      }
    }
    for (int i = 0; i < rank; i++) {
      z[i] /= at(i, i);
    }
    backSubstitute(z);
    return z;
  }

  /** Solves {@code Lᵀ z = z}, the pivots' part of it, in place. */
  private void backSubstitute(double[] z) {
    for (int i = rank - 1; i >= 0; i--) {
      for (int j = i + 1; j < rank; j++) {
        z[i] -= at(j, i) * z[j];
      }
    }
  }

  /** What of the pivots' rows makes up each row: {@code [row][pivot]}. */
  double[][] combinations() {
    double[][] made = new double[pivots.length][rank];
    for (int i = 0; i < pivots.length; i++) {
      double[] row = made[pivots[i]];
      if (i < rank) {
        row[i] = 1;
        continue;
      }
      for (int j = 0; j < rank; j++) {
        row[j] = at(i, j);
      }
      backSubstitute(row);
    }
    return made;
  }
}
