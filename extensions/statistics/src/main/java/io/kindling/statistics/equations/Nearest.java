package io.kindling.statistics.equations;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The nearest doubles to numbers that are known exactly, ties to even. */
public final class Nearest {
  /** More bits than a double has, one for the half, and some to spare. */
  private static final int BITS = 66;

  private static final int PRECISION = 53;
  private static final int LOWEST = -1074;

  private Nearest() {}

  /** Finds the double that is nearest to a decimal number. */
  static double of(BigDecimal number) {
    BigInteger power = BigInteger.TEN.pow(Math.abs(number.scale()));
    BigInteger digits = number.unscaledValue();
    return number.scale() > 0
        ? ratio(digits, power)
        : ratio(digits.multiply(power), BigInteger.ONE);
  }

  /**
   * Finds the double that is nearest to a ratio.
   *
   * @param numerator of any sign
   * @param denominator above 0
   * @return the double; infinite where it would be too large
   */
  public static double ratio(BigInteger numerator, BigInteger denominator) {
    if (numerator.signum() == 0) {
      return 0;
    }
    BigInteger size = numerator.abs();
    int shift = BITS - (size.bitLength() - denominator.bitLength());
    BigInteger[] parts =
        shift >= 0
            ? size.shiftLeft(shift).divideAndRemainder(denominator)
            : size.divideAndRemainder(denominator.shiftLeft(-shift));
    double nearest = rounded(parts[0], parts[1].signum() != 0, -shift);
    return numerator.signum() < 0 ? -nearest : nearest;
  }

  /**
   * Finds the double that is nearest to the square root of a ratio.
   *
   * @param numerator 0 or above
   * @param denominator above 0
   * @return the double; infinite where it would be too large
   */
  public static double root(BigInteger numerator, BigInteger denominator) {
    if (numerator.signum() == 0) {
      return 0;
    }
    int half = BITS - Math.floorDiv(numerator.bitLength() - denominator.bitLength(), 2);
    BigInteger[] parts =
        half >= 0
            ? numerator.shiftLeft(2 * half).divideAndRemainder(denominator)
            : numerator.divideAndRemainder(denominator.shiftLeft(-2 * half));
    BigInteger[] root = parts[0].sqrtAndRemainder();
    return rounded(root[0], root[1].signum() != 0 || parts[1].signum() != 0, -half);
  }

  /** Rounds {@code value · 2^exponent}, or a little more where there is a rest. */
  private static double rounded(BigInteger value, boolean rest, int exponent) {
    int cut = Math.max(value.bitLength() - PRECISION, LOWEST - exponent); // above 0
    BigInteger kept = value.shiftRight(cut);
    boolean half = value.testBit(cut - 1);
    boolean more = rest || value.getLowestSetBit() < cut - 1;
    boolean up = half && (more || kept.testBit(0));
    // at most 2^53, so that the one step is exact, or the end is infinite
    return Math.scalb((up ? kept.add(BigInteger.ONE) : kept).doubleValue(), exponent + cut);
  }
}
