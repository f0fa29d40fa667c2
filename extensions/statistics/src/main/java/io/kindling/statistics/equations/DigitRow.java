package io.kindling.statistics.equations;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Whole numbers as digits of 26 bits, each with its number's sign, so that an inner product is a
 * few sums of products of 52 bits without carries: a long has room for 2¹¹ of them.
 */
final class DigitRow {
  private static final int BITS = 26;
  private static final int ONES = (1 << BITS) - 1;
  private static final int MOST = 1 << (Long.SIZE - 1 - 2 * BITS);

  private final int length;
  private int[][] digits = {}; // the least first, then by number

  DigitRow(int length) {
    this.length = length;
  }

  /** Puts a number at a place where there is none yet. */
  void put(int at, BigInteger number) {
    BigInteger size = number.abs();
    int needed = (size.bitLength() + BITS - 1) / BITS;
    int known = digits.length;
    if (needed > known) {
      digits = Arrays.copyOf(digits, needed);
      for (int i = known; i < needed; i++) {
        digits[i] = new int[length];
      }
    }
    for (int i = 0; i < needed; i++) {
      digits[i][at] = number.signum() * (size.shiftRight(i * BITS).intValue() & ONES);
    }
  }

  /** The sum of the products with the numbers of another row, from a place to before another. */
  BigInteger times(DigitRow other, int from, int to) {
    long[] sums = new long[digits.length + other.digits.length + 1];
    for (int start = from; start < to; start += MOST) {
      int end = Math.min(to, start + MOST);
      for (int i = 0; i < digits.length; i++) {
        for (int j = 0; j < other.digits.length; j++) {
          long sum = sum(digits[i], other.digits[j], start, end);
          sums[i + j] += sum & ONES;
          sums[i + j + 1] += sum >> BITS;
        }
      }
    }
    BigInteger all = BigInteger.ZERO;
    for (int i = sums.length - 1; i >= 0; i--) {
      all = all.shiftLeft(BITS).add(BigInteger.valueOf(sums[i]));
    }
    return all;
  }

  private static long sum(int[] a, int[] b, int from, int to) {
    long sum = 0;
    for (int k = from; k < to; k++) {
      sum += (long) a[k] * b[k];
    }
    return sum;
  }
}
