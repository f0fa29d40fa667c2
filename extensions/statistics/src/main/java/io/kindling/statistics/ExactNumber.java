package io.kindling.statistics;

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

  /** {@return it as a decimal, without trailing zeros} */
  BigDecimal decimal() {
    BigDecimal number =
        exponent >= 0
            ? new BigDecimal(integer.shiftLeft(exponent))
            : new BigDecimal(integer.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
    return integer.signum() == 0
        ? BigDecimal.ZERO
        : number.movePointLeft(places).stripTrailingZeros();
  }
}
