package io.kindling.statistics.equations;

import java.util.BitSet;

/**
 * Gauss' elimination of whole sums modulo a prime, {@code A = U D Uᵀ} with a unit lower U. A pivot
 * that is not 0 here is not 0 at all; one that is 0 most likely is.
 */
final class ModularElimination {
  private final Residues residues;
  private final WholeSums sums;
  private final int columns;
  private final long[][] factors; // below the diagonal those of U, on it the pivots
  private final BitSet independent = new BitSet();

  /**
   * Eliminates.
   *
   * @param columns how many of the columns may be pivots, from the first
   */
  ModularElimination(WholeSums sums, int columns, Residues residues) {
    this.residues = residues;
    this.sums = sums;
    this.columns = columns;
    int size = sums.size();
    this.factors = new long[size][];
    for (int i = 0; i < size; i++) {
      factors[i] = new long[i + 1];
      for (int j = 0; j <= i; j++) {
        factors[i][j] = residues.of(sums.whole(i, j));
      }
    }
    for (int pivot = 0; pivot < columns; pivot++) {
      if (factors[pivot][pivot] != 0) {
        independent.set(pivot);
        eliminate(pivot);
      }
    }
  }

  private void eliminate(int pivot) {
    int size = factors.length;
    long inverse = residues.inverse(factors[pivot][pivot]);
    long[] column = new long[size];
    for (int i = pivot + 1; i < size; i++) {
      column[i] = factors[i][pivot];
    }
    Triangles.range(pivot + 1, size)
        .forEach(
            i -> {
              long factor = residues.times(column[i], inverse);
              factors[i][pivot] = factor;
              if (factor != 0) {
                take(factors[i], column, factor, pivot + 1, i);
              }
            });
  }

  private void take(long[] row, long[] column, long factor, int from, int last) {
    for (int j = from; j <= last; j++) {
      row[j] = residues.minus(row[j], residues.times(factor, column[j]));
    }
  }

  /** The columns that are no combinations of those before them. */
  BitSet independent() {
    return independent;
  }

  /** What is left of a column's sum of squares, in its unit, where all pivots are taken from it. */
  long rest(int column) {
    return factors[column][column];
  }

  /** The coefficient of a pivot in the best combination of pivots for a target, in their units. */
  long[] coefficients(int target) {
    long[] coefficients = new long[columns];
    for (int k = columns - 1; k >= 0; k--) {
      if (independent.get(k)) {
        long sum = factors[target][k];
        for (int i = k + 1; i < columns; i++) {
          sum = residues.minus(sum, residues.times(factors[i][k], coefficients[i]));
        }
        coefficients[k] = sum;
      }
    }
    return coefficients;
  }

  /** An element of the diagonal of the inverse, where all columns are independent. */
  long inverse(int column) {
    long[] solved = new long[columns];
    solved[column] = residues.of(1);
    long sum = 0;
    for (int i = column; i < columns; i++) {
      for (int k = column; k < i; k++) {
        solved[i] = residues.minus(solved[i], residues.times(factors[i][k], solved[k]));
      }
      long square = residues.times(solved[i], solved[i]);
      sum = residues.plus(sum, residues.times(square, residues.inverse(factors[i][i])));
    }
    return sum;
  }

  /** A column's unit. */
  long unit(int column) {
    long two = residues.power(residues.of(2), -sums.twos(column));
    return residues.times(two, residues.power(residues.of(5), -sums.fives(column)));
  }

  Residues residues() {
    return residues;
  }
}
