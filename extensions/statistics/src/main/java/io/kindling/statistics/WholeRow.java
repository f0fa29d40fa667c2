package io.kindling.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A row's numbers as whole ones, each in a unit of its own: {@code whole · 2^−twos · 5^−fives}. The
 * constant is before them, and their weight behind them if they have one.
 */
final class WholeRow {
  private static final long[] FIVES = fives();
  private static final int LONG_DIGITS = 19; // those that not every long has

  final long[] wholes;
  final @Nullable BigInteger[] large; // in place of those that are no long
  final int[] twos;
  final int[] fives;

  /**
   * Makes room.
   *
   * @param size how many numbers, with the constant and the weight
   */
  WholeRow(int size) {
    wholes = new long[size];
    large = new BigInteger[size];
    twos = new int[size];
    fives = new int[size];
    wholes[0] = 1;
  }

  private static long[] fives() {
    long[] fives = new long[28];
    fives[0] = 1;
    for (int i = 1; i < fives.length; i++) {
      fives[i] = 5 * fives[i - 1];
    }
    return fives;
  }

  /** {@return 5 to a power; 0 where a long has no room for it} */
  static long five(int power) {
    return power < FIVES.length ? FIVES[power] : 0;
  }

  /** Puts a row's numbers; the weight is null where rows have none. */
  void put(BigDecimal[] row, @Nullable BigDecimal weight, RowChecks checks) {
    checks.width(row.length);
    for (int i = 0; i < row.length; i++) {
      put(i + 1, row[i], checks);
    }
    if (weight != null) {
      put(row.length + 1, weight, checks);
    }
  }

  /** {@return whether a number is 0} */
  boolean isZero(int at) {
    BigInteger number = large[at];
    return number == null ? wholes[at] == 0 : number.signum() == 0;
  }

  private void put(int at, BigDecimal number, RowChecks checks) {
    int scale = number.scale();
    if (scale >= 0 && scale < LONG_DIGITS && number.precision() < LONG_DIGITS) {
      put(at, number.scaleByPowerOfTen(scale).longValue(), scale);
      return;
    }
    ExactNumber exact = checks.exact(number, at - 1);
    BigInteger integer = exact.integer();
    int zeros = Math.max(0, integer.getLowestSetBit());
    int power = exact.exponent() - exact.places() + zeros;
    put(at, integer.shiftRight(zeros).shiftLeft(Math.max(0, power)));
    twos[at] = integer.signum() == 0 ? 0 : Math.max(0, -power);
    fives[at] = exact.places();
  }

  /** Puts a decimal, which may be a binary number too. */
  private void put(int at, long integer, int places) {
    boolean binary = integer % FIVES[places] == 0;
    wholes[at] = binary ? integer / FIVES[places] : integer;
    large[at] = null;
    twos[at] = integer == 0 ? 0 : places;
    fives[at] = binary ? 0 : places;
  }

  private void put(int at, BigInteger whole) {
    boolean fits = whole.bitLength() < Long.SIZE;
    wholes[at] = fits ? whole.longValue() : 0;
    large[at] = fits ? null : whole;
  }

  /** {@return a number as a whole one} */
  BigInteger whole(int at) {
    BigInteger number = large[at];
    return number == null ? BigInteger.valueOf(wholes[at]) : number;
  }
}
