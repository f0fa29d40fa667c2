package io.kindling.statistics.equations;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers modulo a prime below 2⁶², in Montgomery's form: x stands for {@code x · 2⁶⁴}, so
 * that a product needs no division.
 */
final class Residues {
  private static final Residues FIRST =
      new Residues(BigInteger.ONE.shiftLeft(61).add(BigInteger.valueOf(15)));

  private final long prime;
  private final BigInteger wide;
  private final long inverse; // of the prime, modulo 2^64
  private final long square; // 2^128 modulo the prime
  private final long one;
  private volatile @Nullable Residues next; // which takes long to find

  private Residues(BigInteger prime) {
    this.wide = prime;
    this.prime = prime.longValueExact();
    this.inverse = prime.modInverse(BigInteger.ONE.shiftLeft(64)).longValue();
    this.square = BigInteger.ONE.shiftLeft(128).mod(prime).longValueExact();
    this.one = BigInteger.ONE.shiftLeft(64).mod(prime).longValueExact();
  }

  /** Residues modulo some prime, always the same one. */
  static Residues first() {
    return FIRST;
  }

  /** Residues modulo the next prime. */
  Residues next() {
    Residues known = next;
    if (known == null) {
      known = new Residues(wide.nextProbablePrime());
      next = known;
    }
    return known;
  }

  long of(BigInteger number) {
    return times(number.mod(wide).longValueExact(), square);
  }

  long of(long number) {
    return of(BigInteger.valueOf(number));
  }

  long times(long a, long b) {
    long low = a * b;
    long residue = Math.multiplyHigh(a, b) - Math.multiplyHigh(low * inverse, prime);
    return residue + (residue >> 63 & prime);
  }

  long minus(long a, long b) {
    long residue = a - b;
    return residue + (residue >> 63 & prime);
  }

  long plus(long a, long b) {
    return minus(a, b == 0 ? 0 : prime - b);
  }

  /** One over a number that is not 0. */
  long inverse(long a) {
    return power(a, prime - 2);
  }

  /** A power, whose exponent may be negative. */
  long power(long base, long exponent) {
    long square = exponent < 0 ? inverse(base) : base;
    long power = one;
    for (long left = Math.abs(exponent); left > 0; left >>= 1) {
      power = (left & 1) == 0 ? power : times(power, square);
      square = times(square, square);
    }
    return power;
  }
}
