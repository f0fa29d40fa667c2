package io.kindling.statistics;

import io.kindling.exact.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number with finitely many digits in binary or in decimal: {@code integer · 2^exponent ·
 * 10^−places}.
 */
record ExactNumber(BigInteger integer, int exponent, int places) {
  private static final int FEW = 18;
  private static final int FRACTION = 52;

  static final ExactNumber ZERO = new ExactNumber(BigInteger.ZERO, 0, 0);
  static final ExactNumber ONE = new ExactNumber(BigInteger.ONE, 0, 0);

  static ExactNumber of(double number) {
    int exponent = Math.max(Math.getExponent(number), Double.MIN_EXPONENT) - FRACTION;
    double integer = Math.scalb(number, -exponent);
    return new ExactNumber(BigInteger.valueOf((long) integer), exponent, 0);
  }

  /** A decimal of many digits may be a binary number of few. */
  static ExactNumber of(BigDecimal number) {
    if (number.scale() > FEW && new BigDecimal(number.doubleValue()).compareTo(number) == 0) {
      return of(number.doubleValue());
    }
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    plain = plain.scale() < 0 ? plain.setScale(0) : plain;
    return new ExactNumber(plain.unscaledValue(), 0, plain.scale());
  }

  ExactNumber times(ExactNumber other) {
    return new ExactNumber(
        integer.multiply(other.integer), exponent + other.exponent, places + other.places);
  }

  ExactNumber negate() {
    return new ExactNumber(integer.negate(), exponent, places);
  }

  ExactNumber minus(ExactNumber other) {
    int low = Math.min(exponent, other.exponent);
    int most = Math.max(places, other.places);
    return new ExactNumber(scaled(low, most).subtract(other.scaled(low, most)), low, most);
  }

  /** The integer in another unit, in which it is one. */
  BigInteger scaled(int low, int most) {
    return integer.shiftLeft(exponent - low).multiply(BigInteger.TEN.pow(most - places));
  }

  boolean isZero() {
    return integer.signum() == 0;
  }

  /** {@return this divided by a number above 0, rounded to the nearest float64} */
  double over(ExactNumber divisor) {
    int most = Math.max(places, divisor.places);
    BigInteger numerator = scaled(exponent, most);
    BigInteger denominator = divisor.scaled(divisor.exponent, most);
    return Rounding.quotient(numerator, denominator, exponent - divisor.exponent);
  }

  /** {@return the root of this divided by a number above 0, rounded to the nearest float64} */
  double rootOver(ExactNumber divisor) {
    int most = Math.max(places, divisor.places);
    int difference = exponent - divisor.exponent;
    int odd = difference & 1;
    BigInteger numerator = scaled(exponent - odd, most);
    BigInteger denominator = divisor.scaled(divisor.exponent, most);
    return Rounding.root(numerator, denominator, (difference - odd) / 2);
  }

  /** {@return it as a decimal, without trailing zeros} */
  BigDecimal decimal() {
    if (isZero()) {
      return BigDecimal.ZERO;
    }
    int zeros = Math.min(integer.getLowestSetBit(), Math.max(0, -exponent));
    int behind = Math.max(0, -exponent - zeros); // binary digits, of which each is a decimal one
    BigInteger whole =
        integer
            .shiftRight(zeros)
            .shiftLeft(Math.max(0, exponent))
            .multiply(BigInteger.valueOf(5).pow(behind));
    return new BigDecimal(whole, behind).movePointLeft(places).stripTrailingZeros();
  }
}
