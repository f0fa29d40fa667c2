package io.kindling.exact;

import java.math.BigInteger;

/** Exact quotients and roots, rounded once: to the nearest float64, of two as near the even one. */
public final class Rounding {
  private static final int PRECISION = 53;
  private static final int LEAST_EXPONENT = Double.MIN_EXPONENT - PRECISION + 1;
  private static final int BITS = 2 * PRECISION;

  private Rounding() {}

  /**
   * Divides.
   *
   * @param numerator an integer
   * @param denominator an integer above 0
   * @param exponent that of a power of two
   * @return {@code numerator / denominator · 2^exponent}, correctly rounded
   */
  public static double quotient(BigInteger numerator, BigInteger denominator, int exponent) {
    int shift = BITS - numerator.bitLength() + denominator.bitLength();
    BigInteger[] parts =
        shifted(numerator.abs(), shift).divideAndRemainder(shifted(denominator, -shift));
    double size = nearest(parts[0], parts[1].signum() != 0, exponent - shift);
    return numerator.signum() < 0 ? -size : size;
  }

  /**
   * Takes the square root of a quotient.
   *
   * @param numerator an integer, 0 or above
   * @param denominator an integer above 0
   * @param exponent half of that of a power of two
   * @return {@code √(numerator / denominator) · 2^exponent}, correctly rounded
   */
  public static double root(BigInteger numerator, BigInteger denominator, int exponent) {
    int shift = 2 * BITS - numerator.bitLength() + denominator.bitLength() & -2;
    BigInteger[] parts = shifted(numerator, shift).divideAndRemainder(shifted(denominator, -shift));
    BigInteger[] root = parts[0].sqrtAndRemainder();
    boolean more = root[1].signum() != 0 || parts[1].signum() != 0;
    return nearest(root[0], more, exponent - shift / 2);
  }

  private static BigInteger shifted(BigInteger number, int shift) {
    return shift > 0 ? number.shiftLeft(shift) : number;
  }

  /** The float64 nearest to an integer, or a little more than it, in units of a power of two. */
  private static double nearest(BigInteger integer, boolean more, int exponent) {
    int dropped = Math.max(integer.bitLength() - PRECISION, LEAST_EXPONENT - exponent);
    if (dropped <= 0) {
      return Math.scalb(integer.doubleValue(), exponent);
    }
    BigInteger kept = integer.shiftRight(dropped);
    boolean half = integer.testBit(dropped - 1);
    boolean above = more || integer.getLowestSetBit() < dropped - 1;
    boolean up = half && (above || kept.testBit(0));
    return Math.scalb(kept.doubleValue() + (up ? 1 : 0), exponent + dropped);
  }
}
