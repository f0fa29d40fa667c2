package io.kindling.statistics;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The numbers of a column in a block of rows: each is {@code (high + low) · 10^−places}, where high
 * and low are float64 numbers.
 *
 * <p>Binary numbers are themselves, and places is 0. Decimals are integers in units of a power of
 * ten, which is that of the one with the most digits behind the point.
 */
final class NumberColumn {
  private static final long MOST_EXACT = 1L << 53;
  private static final long ONES = 0xFFFF_FFFFL;
  private static final int FEW = 16;
  private static final long[] POWERS = powers();

  /** What there are, as soon as there is one. */
  private enum Kind {
    NONE,
    BINARY,
    DECIMAL
  }

  private double[] high = {}; // all arrays grow with the rows: there may be many columns of few
  private double[] low = {};
  private long[] integers = {};
  private int[] digits = {};
  private Kind kind = Kind.NONE;
  private int places;
  private boolean hasLow;

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }

  void clear() {
    kind = Kind.NONE;
    places = 0;
    hasLow = false;
  }

  private static int size(int rows) {
    return Math.min(RowBlock.ROWS, Math.max(FEW, Integer.highestOneBit(rows) * 2));
  }

  /** {@return the high numbers of all rows} */
  double[] high() {
    return high;
  }

  /** {@return the low numbers of all rows, if there are any} */
  double[] low() {
    return low;
  }

  /** {@return how many digits behind the point a unit has} */
  int places() {
    return places;
  }

  /** {@return whether any low number is not 0} */
  boolean hasLow() {
    return hasLow;
  }

  /** {@return the place for binary numbers of so many rows, which are put there directly} */
  double[] binaries(int rows) {
    kind = Kind.BINARY;
    if (high.length < rows) {
      high = Arrays.copyOf(high, size(rows));
    }
    return high;
  }

  /** Puts a binary number in a row; says whether there is room for it beside the others. */
  boolean put(int row, double number) {
    if (kind == Kind.DECIMAL) {
      long integer = (long) number;
      return integer == number && Math.abs(integer) <= MOST_EXACT && put(row, integer, 0);
    }
    binaries(row + 1)[row] = number;
    return true;
  }

  /** Puts {@code integer · 10^−behind} in a row; says whether there is room beside the others. */
  boolean put(int row, long integer, int behind) {
    if (kind == Kind.BINARY) {
      binaries(row + 1)[row] = integer;
      return behind == 0 && Math.abs(integer) <= MOST_EXACT;
    }
    kind = Kind.DECIMAL;
    if (integers.length <= row) {
      integers = Arrays.copyOf(integers, size(row + 1));
      digits = Arrays.copyOf(digits, integers.length);
    }
    integers[row] = integer;
    digits[row] = behind;
    return true;
  }

  /** The number of a row, as it was put. */
  ExactNumber number(int row) {
    return kind == Kind.DECIMAL
        ? new ExactNumber(BigInteger.valueOf(integers[row]), 0, digits[row])
        : ExactNumber.of(high[row]);
  }

  /** Makes it 0 in a row. */
  void blank(int row) {
    if (kind != Kind.DECIMAL) {
      binaries(row + 1)[row] = 0;
      return;
    }
    put(row, 0, 0);
    if (row < Math.min(high.length, low.length)) { // it may be sealed already
      high[row] = 0;
      low[row] = 0;
    }
  }

  /** Brings decimals to one unit; answers a row that does not fit in it, or -1 where all do. */
  int seal(int rows) {
    if (kind != Kind.DECIMAL) {
      return -1;
    }
    high = high.length < rows ? new double[size(rows)] : high;
    low = low.length < rows ? new double[size(rows)] : low;
    places = 0;
    for (int row = 0; row < rows; row++) {
      places = integers[row] == 0 ? places : Math.max(places, digits[row]);
    }
    hasLow = false;
    for (int row = 0; row < rows; row++) {
      long integer = integers[row];
      if (integer != 0 && digits[row] < places) {
        int more = places - digits[row];
        long power = more < POWERS.length ? POWERS[more] : 0;
        if (power == 0 || Math.multiplyHigh(integer, power) != (integer * power) >> 63) {
          return row;
        }
        integer *= power;
      }
      split(row, integer);
    }
    return -1;
  }

  private void split(int row, long integer) {
    if (integer >= -MOST_EXACT && integer <= MOST_EXACT) {
      high[row] = integer;
      low[row] = 0;
      return;
    }
    if (!hasLow) {
      Arrays.fill(low, 0, row, 0);
      hasLow = true;
    }
    high[row] = integer & ~ONES;
    low[row] = integer & ONES;
  }
}
