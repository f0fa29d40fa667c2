package io.kindling.statistics.equations;

import io.kindling.exact.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * A number that is known to lie between two others, {@code low · 2^two · 5^five} and {@code high ·
 * 2^two · 5^five}.
 */
record Enclosure(BigInteger low, BigInteger high, int two, int five) {
  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final int NARROW = 100;
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** A number that is known. */
  static Enclosure of(BigInteger number, int two, int five) {
    return new Enclosure(number, number, two, five);
  }

  /** A number that is known but for a power of two: less or more by up to {@code 2^error}. */
  static Enclosure around(BigInteger number, int error, int two, int five) {
    BigInteger most = error < 0 ? BigInteger.ONE : BigInteger.ONE.shiftLeft(error);
    return new Enclosure(number.subtract(most), number.add(most), two, five);
  }

  /** The product with another, neither of them below 0. */
  Enclosure times(Enclosure other) {
    return new Enclosure(
        low.max(BigInteger.ZERO).multiply(other.low),
        high.multiply(other.high),
        two + other.two,
        five + other.five);
  }

  boolean isAboveZero() {
    return low.signum() > 0;
  }

  /** Whether 30 digits of it are known. */
  boolean isNarrow() {
    return high.subtract(low).bitLength() + NARROW < high.abs().bitLength();
  }

  private boolean hasZero() {
    return low.signum() <= 0 && high.signum() >= 0;
  }

  private double nearest(BigInteger bound) {
    return Rounding.quotient(bound.multiply(above()), below(), 0);
  }

  private double nearestRoot(BigInteger bound, long divisor) {
    BigInteger own = bound.max(BigInteger.ZERO).multiply(above());
    return Rounding.root(own, below().multiply(BigInteger.valueOf(divisor)), 0);
  }

  /** What the bounds are multiplied with. */
  private BigInteger above() {
    return FIVE.pow(Math.max(five, 0)).shiftLeft(Math.max(two, 0));
  }

  /** What the bounds are divided by. */
  private BigInteger below() {
    return FIVE.pow(Math.max(-five, 0)).shiftLeft(Math.max(-two, 0));
  }

  /** What is left to decide about the double that is nearest. */
  Choice nearest() {
    return new Choice(nearest(low), nearest(high), hasZero());
  }

  /** What is left to decide about the double that is nearest to its root over a divisor. */
  Choice root(long divisor) {
    return new Choice(nearestRoot(low, divisor), nearestRoot(high, divisor), hasZero());
  }

  /** The ratio of the smallest numbers in it. */
  Simplest simplest() {
    return Simplest.between(low.multiply(above()), high.multiply(above()), below());
  }

  /** A number in it, to so many digits. */
  BigDecimal middle(MathContext digits) {
    BigDecimal twice = new BigDecimal(low.add(high).multiply(above()));
    return twice.divide(new BigDecimal(below().shiftLeft(1)), digits);
  }

  /**
   * The nearest doubles to the two bounds.
   *
   * @param hasZero whether the number may be 0
   */
  record Choice(double low, double high, boolean hasZero) {
    boolean isMade() {
      return low == high && !hasZero;
    }

    /** The one number that would be the reason that nothing is decided; null for none. */
    @Nullable BigDecimal tie() {
      if (hasZero) {
        return BigDecimal.ZERO;
      }
      return Double.isFinite(high) && Math.nextUp(low) == high
          ? new BigDecimal(low).add(new BigDecimal(high)).multiply(HALF)
          : null;
    }
  }
}
