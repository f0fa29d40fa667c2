package io.kindling.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A ratio of whole numbers. */
record Rational(BigInteger top, BigInteger bottom) implements Comparable<Rational> {
  static final Rational ZERO = of(0);

  Rational {
    BigInteger common = top.gcd(bottom).max(BigInteger.ONE);
    BigInteger sign = BigInteger.valueOf(bottom.signum());
    top = top.divide(common).multiply(sign);
    bottom = bottom.divide(common).multiply(sign);
  }

  static Rational of(long number) {
    return new Rational(BigInteger.valueOf(number), BigInteger.ONE);
  }

  static Rational of(BigDecimal number) {
    return number.scale() > 0
        ? new Rational(number.unscaledValue(), BigInteger.TEN.pow(number.scale()))
        : new Rational(number.toBigIntegerExact(), BigInteger.ONE);
  }

  static Rational of(double number) {
    return of(new BigDecimal(number));
  }

  Rational plus(Rational other) {
    return new Rational(
        top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
  }

  Rational minus(Rational other) {
    return plus(new Rational(other.top.negate(), other.bottom));
  }

  Rational times(Rational other) {
    return new Rational(top.multiply(other.top), bottom.multiply(other.bottom));
  }

  Rational over(Rational other) {
    return new Rational(top.multiply(other.bottom), bottom.multiply(other.top));
  }

  @Override
  public int compareTo(Rational other) {
    return top.multiply(other.bottom).compareTo(other.top.multiply(bottom));
  }

  /** Whether a double is the nearest: between the middles to its neighbours, even on one. */
  boolean isNearest(double number) {
    return isBetween(number, this);
  }

  /** Whether a double is the one nearest to the root. */
  boolean isRootNearest(double number) {
    if (number < 0) {
      return false;
    }
    boolean even = (Double.doubleToRawLongBits(number) & 1) == 0;
    Rational low = middle(number, Math.nextDown(number));
    Rational high = middle(number, Math.nextUp(number));
    int below = low.compareTo(ZERO) < 0 ? -1 : low.times(low).compareTo(this);
    int above = compareTo(high.times(high));
    return (below < 0 || (below == 0 && even)) && (above < 0 || (above == 0 && even));
  }

  private static boolean isBetween(double number, Rational exact) {
    boolean even = (Double.doubleToRawLongBits(number) & 1) == 0;
    int below = middle(number, Math.nextDown(number)).compareTo(exact);
    int above = exact.compareTo(middle(number, Math.nextUp(number)));
    return (below < 0 || (below == 0 && even)) && (above < 0 || (above == 0 && even));
  }

  private static Rational middle(double a, double b) {
    return of(a).plus(of(b)).over(of(2));
  }
}
