package io.kindling.statistics;

import io.kindling.exact.ExactSum;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sums of the products of each two columns, one of which is the constant. Each sum is in
 * units of its own: 10 to the power of minus its places, as few as what was added has needed.
 */
final class ProductSums {
  /** How many bytes a sum takes: two objects, three limbs, its places, and who refers to it. */
  static final int BYTES = 96;

  private final int columns;
  private final ExactSum[] sums; // of i ≤ j, at j (j + 1) / 2 + i
  private final int[] places;

  ProductSums(int columns) {
    this.columns = columns;
    sums = new ExactSum[columns * (columns + 1) / 2];
    places = new int[sums.length];
    Arrays.setAll(sums, i -> new ExactSum());
  }

  /** {@return how many columns there are, with the constant} */
  int columns() {
    return columns;
  }

  private static int index(int i, int j) {
    return j * (j + 1) / 2 + i;
  }

  /** Adds {@code total · 2^exponent · 10^−behind} to a sum; i ≤ j. */
  void add(int i, int j, long total, int exponent, int behind) {
    int index = index(i, j);
    if (places[index] == behind) {
      sums[index].add(total, exponent);
    } else if (total != 0) {
      add(i, j, new ExactNumber(BigInteger.valueOf(total), exponent, behind));
    }
  }

  /** Adds a number to a sum; i ≤ j. */
  void add(int i, int j, ExactNumber number) {
    int index = index(i, j);
    int more = number.places() - places[index];
    if (more > 0) {
      ExactSum finer = new ExactSum();
      finer.add(sums[index].integer().multiply(BigInteger.TEN.pow(more)), sums[index].exponent());
      sums[index] = finer;
      places[index] += more;
    }
    BigInteger factor = BigInteger.TEN.pow(Math.max(0, -more));
    sums[index].add(number.integer().multiply(factor), number.exponent());
  }

  /** Adds the products of a row: the constant, the columns, the weight. */
  void add(ExactNumber[] row) {
    for (int j = 0; j < columns; j++) {
      ExactNumber weighted = row[columns].times(row[j]);
      for (int i = 0; i <= j && weighted.integer().signum() != 0; i++) {
        add(i, j, weighted.times(row[i]));
      }
    }
  }

  /** Adds other sums, or takes them away. */
  void add(ProductSums other, boolean negative) {
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i <= j; i++) {
        ExactNumber number = other.get(i, j);
        add(i, j, negative ? number.negate() : number);
      }
    }
  }

  /** {@return whether all sums are 0} */
  boolean isZero() {
    return Arrays.stream(sums).allMatch(sum -> sum.integer().signum() == 0);
  }

  /** {@return a sum; i ≤ j} */
  ExactNumber get(int i, int j) {
    ExactSum sum = sums[index(i, j)];
    return new ExactNumber(sum.integer(), sum.exponent(), places[index(i, j)]);
  }

  /** {@return {@code Σ w · Σ w z² − (Σ w z)²} of a column} */
  ExactNumber spread(int i) {
    ExactNumber sum = get(0, i);
    return get(0, 0).times(get(i, i)).minus(sum.times(sum));
  }
}
