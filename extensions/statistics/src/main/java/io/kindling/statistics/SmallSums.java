package io.kindling.statistics;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sums of {@link ProductSums} in little room, for many groups of few rows each: whole
 * numbers in two's complement, all of as many limbs of 64 bits as the longest of them needs, one
 * after the other. Each column has a unit {@code 2^−t 5^−f} in which all of its numbers are whole;
 * that of a sum is the product of its columns' units, and of the weights' unit.
 *
 * <p>No sum has less than two bits to spare, so that one more product of two longs always fits.
 */
final class SmallSums {
  private static final int LIMB = 64;
  private static final int SPARE = 2;
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private final int columns; // with the constant
  private final int[] units; // of each column, and of the weights if there are any: t, f
  private long[] limbs;
  private int width = 2;
  private long rows;

  /**
   * Makes sums of no rows.
   *
   * @param columns how many columns there are, with the constant
   */
  SmallSums(int columns, boolean weighted) {
    this.columns = columns;
    this.units = new int[2 * (columns + (weighted ? 1 : 0))];
    this.limbs = new long[width * sums()];
  }

  private int sums() {
    return columns * (columns + 1) / 2;
  }

  private boolean isWeighted() {
    return units.length > 2 * columns;
  }

  long rows() {
    return rows;
  }

  /** {@return how many bytes the sums take, and all that belongs to them} */
  long bytes() {
    // this object and the two arrays' heads, and who refers to them
    return 80 + (long) Integer.BYTES * units.length + (long) Long.BYTES * limbs.length;
  }

  /** Adds a row's products. */
  void add(WholeRow row) {
    boolean weighted = isWeighted();
    if (weighted && row.isZero(columns)) {
      return;
    }
    refine(row.twos, row.fives);
    long[] right = new long[units.length / 2];
    boolean fits = scale(row, right);
    long[] left = right;
    if (weighted && fits) {
      left = new long[columns];
      long weight = right[columns];
      for (int i = 0; i < columns && fits; i++) {
        left[i] = weight * right[i];
        fits = Math.multiplyHigh(weight, right[i]) == left[i] >> (LIMB - 1);
      }
    }
    if (fits) {
      add(left, right);
    } else {
      addLarge(row);
    }
    rows++;
  }

  /** Brings a row's numbers into the columns' units; says whether each of them is a long there. */
  private boolean scale(WholeRow row, long[] to) {
    for (int i = 0; i < to.length; i++) {
      long number = row.wholes[i];
      if (row.large[i] != null) {
        return false;
      }
      int shift = units[2 * i] - row.twos[i];
      long power = WholeRow.five(units[2 * i + 1] - row.fives[i]);
      if (number != 0 && (shift > 0 || power != 1)) {
        long scaled = number * power;
        boolean whole = Math.multiplyHigh(number, power) == scaled >> (LIMB - 1);
        if (power == 0 || !whole || shift >= LIMB || scaled << shift >> shift != scaled) {
          return false;
        }
        number = scaled << shift;
      }
      to[i] = number;
    }
    return true;
  }

  private void add(long[] left, long[] right) {
    int at = 0;
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i <= j; i++, at++) {
        long low = left[i] * right[j];
        if (isNearlyFull(at, low, Math.multiplyHigh(left[i], right[j]))) {
          widen();
        }
      }
    }
  }

  /** Adds a number of two limbs to a sum; says whether that must have another limb now. */
  private boolean isNearlyFull(int sum, long low, long high) {
    int at = sum * width;
    long first = limbs[at] + low;
    limbs[at] = first;
    long carry = Long.compareUnsigned(first, low) < 0 ? 1 : 0;
    long next = high;
    for (int i = 1; i < width; i++) {
      long part = limbs[at + i] + next;
      long whole = part + carry;
      boolean over = Long.compareUnsigned(part, next) < 0 || Long.compareUnsigned(whole, part) < 0;
      carry = over ? 1 : 0;
      limbs[at + i] = whole;
      next >>= LIMB - 1;
    }
    long top = limbs[at + width - 1];
    return (top ^ (top << 1)) < 0;
  }

  private void widen() {
    long[] wider = new long[(width + 1) * sums()];
    for (int sum = 0; sum < sums(); sum++) {
      System.arraycopy(limbs, sum * width, wider, sum * (width + 1), width);
      wider[(sum + 1) * (width + 1) - 1] = limbs[(sum + 1) * width - 1] >> (LIMB - 1);
    }
    limbs = wider;
    width++;
  }

  private void addLarge(WholeRow row) {
    BigInteger[] numbers = new BigInteger[units.length / 2];
    for (int i = 0; i < numbers.length; i++) {
      int power = units[2 * i + 1] - row.fives[i];
      numbers[i] = row.whole(i).multiply(FIVE.pow(power)).shiftLeft(units[2 * i] - row.twos[i]);
    }
    BigInteger[] all = all();
    boolean weighted = isWeighted();
    int at = 0;
    for (int j = 0; j < columns; j++) {
      BigInteger right = weighted ? numbers[j].multiply(numbers[columns]) : numbers[j];
      for (int i = 0; i <= j; i++, at++) {
        all[at] = all[at].add(numbers[i].multiply(right));
      }
    }
    put(all);
  }

  /** Makes units as fine as others are. A column of nothing but zeros has none. */
  private void refine(int[] twos, int[] fives) {
    boolean fine = true;
    for (int i = 0; i < twos.length; i++) {
      fine &= twos[i] <= units[2 * i] && fives[i] <= units[2 * i + 1];
    }
    if (fine) {
      return;
    }
    int[] moreTwos = new int[twos.length];
    int[] moreFives = new int[twos.length];
    for (int i = 0; i < twos.length; i++) {
      moreTwos[i] = Math.max(0, twos[i] - units[2 * i]);
      moreFives[i] = Math.max(0, fives[i] - units[2 * i + 1]);
      units[2 * i] += moreTwos[i];
      units[2 * i + 1] += moreFives[i];
    }
    if (rows == 0) {
      return;
    }
    BigInteger[] all = all();
    boolean weighted = isWeighted();
    int at = 0;
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i <= j; i++, at++) {
        int two = moreTwos[i] + moreTwos[j] + (weighted ? moreTwos[columns] : 0);
        int five = moreFives[i] + moreFives[j] + (weighted ? moreFives[columns] : 0);
        all[at] = all[at].multiply(FIVE.pow(five)).shiftLeft(two);
      }
    }
    put(all);
  }

  /**
   * The sums of the rows of both, which is the first then; the second is not to be used any more.
   */
  static SmallSums merged(SmallSums one, SmallSums other) {
    one.merge(other);
    return one;
  }

  /** Adds the rows of others, which take its units on. */
  void merge(SmallSums other) {
    int size = units.length / 2;
    int[] twos = new int[size];
    int[] fives = new int[size];
    for (int i = 0; i < size; i++) {
      twos[i] = Math.max(units[2 * i], other.units[2 * i]);
      fives[i] = Math.max(units[2 * i + 1], other.units[2 * i + 1]);
    }
    refine(twos, fives);
    other.refine(twos, fives);
    BigInteger[] all = all();
    BigInteger[] more = other.all();
    Arrays.setAll(all, i -> all[i].add(more[i]));
    put(all);
    rows += other.rows;
  }

  private BigInteger[] all() {
    BigInteger[] all = new BigInteger[sums()];
    byte[] bytes = new byte[width * Long.BYTES];
    for (int sum = 0; sum < all.length; sum++) {
      for (int i = 0; i < bytes.length; i++) {
        long limb = limbs[sum * width + i / Long.BYTES];
        bytes[bytes.length - 1 - i] = (byte) (limb >> (i % Long.BYTES * Byte.SIZE));
      }
      all[sum] = new BigInteger(bytes);
    }
    return all;
  }

  private void put(BigInteger[] all) {
    int bits = 0;
    for (BigInteger sum : all) {
      bits = Math.max(bits, sum.bitLength());
    }
    int needed = (bits + SPARE + LIMB - 1) / LIMB;
    if (needed > width) {
      width = needed;
      limbs = new long[width * all.length];
    }
    for (int sum = 0; sum < all.length; sum++) {
      for (int i = 0; i < width; i++) {
        limbs[sum * width + i] = all[sum].shiftRight(i * LIMB).longValue();
      }
    }
  }

  /** Adds all of it to sums that have more room. */
  void addTo(ProductSums sums) {
    BigInteger[] all = all();
    boolean weighted = isWeighted();
    int at = 0;
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i <= j; i++, at++) {
        int two = units[2 * i] + units[2 * j] + (weighted ? units[2 * columns] : 0);
        int five = units[2 * i + 1] + units[2 * j + 1] + (weighted ? units[2 * columns + 1] : 0);
        sums.add(i, j, new ExactNumber(all[at], five - two, five));
      }
    }
  }
}
