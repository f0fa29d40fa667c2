package io.kindling.statistics.equations;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Sums of products of columns, each column in a unit of its own in which all of them are whole
 * numbers: {@code sum(i, j) = whole(i, j) · uᵢ · uⱼ} with {@code u = 2⁻ᵗ 5⁻ᶠ}.
 */
public final class WholeSums {
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private final BigInteger[][] sums; // of i ≥ j, at [i][j]
  private final int[] twos;
  private final int[] fives;

  /** Where sums are from. */
  @FunctionalInterface
  public interface Source {
    /** {@return the sum of the products of two columns} */
    BigDecimal sum(int i, int j);
  }

  /** A sum as a whole number over powers of two and five. */
  private record Fraction(BigInteger numerator, int twos, int fives) {
    static Fraction of(BigDecimal sum) {
      BigDecimal least = sum.stripTrailingZeros();
      if (least.scale() <= 0) {
        return new Fraction(least.toBigIntegerExact(), 0, 0);
      }
      BigInteger numerator = least.unscaledValue();
      int scale = least.scale();
      int even = Math.min(scale, numerator.getLowestSetBit());
      Fraction odd = new Fraction(numerator.shiftRight(even), scale - even, scale);
      BigInteger[] all = odd.numerator.divideAndRemainder(FIVE.pow(scale));
      return all[1].signum() == 0 ? new Fraction(all[0], odd.twos, 0) : odd.withFewerFives();
    }

    private Fraction withFewerFives() {
      BigInteger rest = numerator;
      int left = fives;
      BigInteger[] parts = rest.divideAndRemainder(FIVE);
      while (left > 0 && parts[1].signum() == 0) {
        rest = parts[0];
        left--;
        parts = rest.divideAndRemainder(FIVE);
      }
      return new Fraction(rest, twos, left);
    }
  }

  private WholeSums(BigInteger[][] sums, int[] twos, int[] fives) {
    this.sums = sums;
    this.twos = twos;
    this.fives = fives;
  }

  /**
   * Finds the units.
   *
   * @param size how many columns there are
   */
  public static WholeSums of(int size, Source source) {
    Fraction[][] fractions = new Fraction[size][];
    int[] twos = new int[size];
    int[] fives = new int[size];
    for (int i = 0; i < size; i++) {
      fractions[i] = new Fraction[i + 1];
      for (int j = 0; j <= i; j++) {
        fractions[i][j] = Fraction.of(source.sum(i, j));
      }
      twos[i] = Math.floorDiv(fractions[i][i].twos + 1, 2);
      fives[i] = Math.floorDiv(fractions[i][i].fives + 1, 2);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        // squares may add up to a rounder number than products
        twos[i] = Math.max(twos[i], fractions[i][j].twos - twos[j]);
        fives[i] = Math.max(fives[i], fractions[i][j].fives - fives[j]);
      }
    }
    BigInteger[][] sums = new BigInteger[size][];
    for (int i = 0; i < size; i++) {
      sums[i] = new BigInteger[i + 1];
      for (int j = 0; j <= i; j++) {
        Fraction one = fractions[i][j];
        BigInteger odd = one.numerator.multiply(FIVE.pow(fives[i] + fives[j] - one.fives));
        sums[i][j] = odd.shiftLeft(twos[i] + twos[j] - one.twos);
      }
    }
    return new WholeSums(sums, twos, fives);
  }

  /** The same of some columns only, in another order. */
  public WholeSums of(int... columns) {
    BigInteger[][] some = new BigInteger[columns.length][];
    int[] someTwos = new int[columns.length];
    int[] someFives = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      some[i] = new BigInteger[i + 1];
      someTwos[i] = twos[columns[i]];
      someFives[i] = fives[columns[i]];
      for (int j = 0; j <= i; j++) {
        some[i][j] = whole(columns[i], columns[j]);
      }
    }
    return new WholeSums(some, someTwos, someFives);
  }

  int size() {
    return sums.length;
  }

  BigInteger whole(int i, int j) {
    return i >= j ? sums[i][j] : sums[j][i];
  }

  /** A sum times a power of two, as the nearest double. */
  double nearest(int i, int j, int shift) {
    return Enclosure.of(whole(i, j), shift - twos[i] - twos[j], -fives[i] - fives[j])
        .nearest()
        .low();
  }

  /** About the binary exponent of the root of a column's square. */
  int exponent(int column) {
    double five = fives[column] * (Math.log(5) / Math.log(2));
    return (int) (whole(column, column).bitLength() / 2.0 - twos[column] - five);
  }

  int twos(int column) {
    return twos[column];
  }

  int fives(int column) {
    return fives[column];
  }

  /**
   * Whether a column times a number is the sum of the first columns times others, in every row: if
   * that is so of all products with these columns and it, nothing is left.
   */
  boolean isCombination(int column, BigInteger number, BigInteger[] factors) {
    int most = twos[column];
    int mostFives = fives[column];
    for (int i = 0; i < factors.length; i++) {
      most = Math.max(most, twos[i]);
      mostFives = Math.max(mostFives, fives[i]);
    }
    BigInteger[] scaled = new BigInteger[factors.length];
    for (int i = 0; i < factors.length; i++) {
      scaled[i] = inUnit(factors[i], i, most, mostFives);
    }
    BigInteger own = inUnit(number, column, most, mostFives);
    for (int row = 0; row <= factors.length; row++) {
      int other = row < factors.length ? row : column;
      BigInteger rest = whole(other, column).multiply(own);
      for (int i = 0; i < factors.length; i++) {
        rest = rest.subtract(whole(other, i).multiply(scaled[i]));
      }
      if (rest.signum() != 0) {
        return false;
      }
    }
    return true;
  }

  private BigInteger inUnit(BigInteger factor, int column, int most, int mostFives) {
    return factor.multiply(FIVE.pow(mostFives - fives[column])).shiftLeft(most - twos[column]);
  }
}
