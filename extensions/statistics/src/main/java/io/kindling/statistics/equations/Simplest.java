package io.kindling.statistics.equations;

import java.math.BigInteger;

/** The ratio of the smallest numbers that lies between two others. */
record Simplest(BigInteger numerator, BigInteger denominator) {
  /**
   * Finds it, by the continued fractions of both.
   *
   * @param low the numerator of the one
   * @param high the numerator of the other, at least as large
   * @param over the denominator of both, above 0
   */
  static Simplest between(BigInteger low, BigInteger high, BigInteger over) {
    if (low.signum() <= 0 && high.signum() >= 0) {
      return new Simplest(BigInteger.ZERO, BigInteger.ONE);
    }
    if (high.signum() < 0) {
      Simplest mirrored = between(high.negate(), low.negate(), over);
      return new Simplest(mirrored.numerator.negate(), mirrored.denominator);
    }
    return between(low, over, high, over);
  }

  private static Simplest between(BigInteger a, BigInteger b, BigInteger c, BigInteger d) {
    // the ways back are kept in a matrix rather than on the stack, which may not be deep enough
    BigInteger[] last = {BigInteger.ZERO, BigInteger.ONE};
    BigInteger[] now = {BigInteger.ONE, BigInteger.ZERO};
    BigInteger lowTop = a;
    BigInteger lowBottom = b;
    BigInteger highTop = c;
    BigInteger highBottom = d;
    while (true) {
      BigInteger[] low = lowTop.divideAndRemainder(lowBottom);
      boolean whole = low[1].signum() == 0;
      BigInteger next = whole ? low[0] : low[0].add(BigInteger.ONE);
      if (next.multiply(highBottom).compareTo(highTop) <= 0) {
        return new Simplest(next.multiply(now[0]).add(last[0]), next.multiply(now[1]).add(last[1]));
      }
      BigInteger[] further = {
        low[0].multiply(now[0]).add(last[0]), low[0].multiply(now[1]).add(last[1])
      };
      last = now;
      now = further;
      BigInteger rest = highTop.subtract(low[0].multiply(highBottom));
      lowTop = highBottom;
      highTop = lowBottom;
      lowBottom = rest;
      highBottom = low[1];
    }
  }
}
