package io.kindling.statistics;

import java.math.BigInteger;

/**
 * A number as the sum of two float64, which together have 106 bits.
 *
 * @param high the nearest float64, or one beside it
 * @param low what that leaves
 */
record DoubleDouble(double high, double low) {
  static final DoubleDouble ZERO = new DoubleDouble(0, 0);

  private static final int BITS = 110;
  private static final int LOWER = 58; // so that at most 53 bits are left above

  /**
   * Divides.
   *
   * @param denominator above 0
   * @param unit the power of two that the result is counted in
   * @return {@code numerator / denominator · 2^−unit}
   */
  static DoubleDouble quotient(ExactNumber numerator, ExactNumber denominator, int unit) {
    if (numerator.isZero()) {
      return ZERO;
    }
    int places = Math.max(numerator.places(), denominator.places());
    BigInteger over = numerator.scaled(numerator.exponent(), places);
    BigInteger under = denominator.scaled(denominator.exponent(), places);
    int more = BITS + under.bitLength() - over.bitLength();
    BigInteger quotient =
        more >= 0
            ? over.abs().shiftLeft(more).divide(under)
            : over.abs().divide(under.shiftLeft(-more));
    int exponent = numerator.exponent() - denominator.exponent() - unit - more;
    long upper = quotient.shiftRight(LOWER).longValue();
    long lower = quotient.longValue() & ((1L << LOWER) - 1);
    double high = Math.scalb((double) upper, exponent + LOWER);
    double low = Math.scalb((double) lower, exponent);
    double sum = high + low;
    double rest = low - (sum - high);
    return over.signum() < 0 ? new DoubleDouble(-sum, -rest) : new DoubleDouble(sum, rest);
  }
}
