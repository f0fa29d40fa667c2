package io.kindling.exact;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of finite binary numbers, exactly. It is a two's complement integer of 64-bit limbs in
 * units of a power of two, and grows at both ends as its summands ask for it; so neither what is
 * added nor in which order can overflow it or be lost.
 *
 * <p>One thread at a time may use it.
 *
 * @see <a href="https://arxiv.org/abs/1505.05571">Neal, Fast exact summation using small and large
 *     superaccumulators</a>, whose limbs leave carries for later; here they are carried at once,
 *     since sums are added to rarely
 */
public final class ExactSum {
  private static final int LIMB = 64;
  private static final int FRACTION = 52;
  private static final int LEAST_EXPONENT = 1 - Double.MAX_EXPONENT - FRACTION;
  private static final long ONES = 0xFFFF_FFFFL;
  private static final long[] NONE = {};
  private static final int MOST_BYTES =
      1024; // 8192 bits are more than a square of any number takes

  /** How many bytes a sum takes at least. */
  static final int LEAST_BYTES = 2 * Integer.BYTES;

  private long[] limbs = NONE; // the least first; the last is nothing but signs, for carries
  private int base; // the exponent of the first limb's unit, a multiple of 64

  /** Makes a sum of nothing. */
  public ExactSum() {}

  /**
   * Adds a number.
   *
   * @param number a finite number
   */
  public void add(double number) {
    add(mantissa(number), exponent(number));
  }

  /**
   * Adds the product of two numbers, without rounding it.
   *
   * @param a a finite number
   * @param b another
   */
  public void addProduct(double a, double b) {
    long x = mantissa(a);
    long y = mantissa(b);
    int exponent = exponent(a) + exponent(b);
    long low = x * y;
    add(Math.multiplyHigh(x, y), exponent + LIMB);
    add(low & ONES, exponent);
    add(low >>> 32, exponent + 32);
  }

  /** The integer m of a number m · 2^e. */
  static long mantissa(double number) {
    long bits = Double.doubleToRawLongBits(number);
    long fraction = bits & ((1L << FRACTION) - 1);
    long size =
        Math.getExponent(number) < Double.MIN_EXPONENT ? fraction : fraction | 1L << FRACTION;
    return bits < 0 ? -size : size;
  }

  /** The exponent e of a number m · 2^e. */
  static int exponent(double number) {
    return Math.max(Math.getExponent(number) - FRACTION, LEAST_EXPONENT);
  }

  /**
   * Adds {@code number · 2^exponent}.
   *
   * @param number an integer
   * @param exponent that of its unit
   */
  public void add(long number, int exponent) {
    if (number == 0) {
      return;
    }
    int first = reserve(exponent);
    int shift = exponent & (LIMB - 1);
    long low = number << shift;
    long high = shift == 0 ? number >> (LIMB - 1) : number >> (LIMB - shift);
    long sum = limbs[first] + low;
    limbs[first] = sum;
    carry(high, Long.compareUnsigned(sum, low) < 0 ? 1 : 0, first + 1);
  }

  /** Adds a limb and a carry at a place, and signs and carries above it as far as they reach. */
  private void carry(long limb, int carried, int from) {
    long next = limb;
    int carry = carried;
    for (int i = from; next != -carry && i < limbs.length; i++) {
      long part = limbs[i] + next;
      long sum = part + carry;
      boolean over = Long.compareUnsigned(part, next) < 0 || Long.compareUnsigned(sum, part) < 0;
      carry = over ? 1 : 0;
      limbs[i] = sum;
      next >>= LIMB - 1;
    }
  }

  /**
   * Adds {@code number · 2^exponent}.
   *
   * @param number an integer
   * @param exponent that of its unit
   */
  public void add(BigInteger number, int exponent) {
    BigInteger rest = number;
    int at = exponent;
    for (; rest.bitLength() >= LIMB - 1; rest = rest.shiftRight(32), at += 32) {
      add(rest.longValue() & ONES, at);
    }
    add(rest.longValue(), at);
  }

  /**
   * Adds another sum.
   *
   * @param other a sum; it stays as it is
   */
  public void add(ExactSum other) {
    add(other.integer(), other.base);
  }

  /**
   * Takes another sum away.
   *
   * @param other a sum; it stays as it is
   */
  public void subtract(ExactSum other) {
    add(other.integer().negate(), other.base);
  }

  /** Makes room for 64 bits from an exponent on, with a limb above them; says at which limb. */
  private int reserve(int exponent) {
    int low = exponent & -LIMB;
    int high = low + 3 * LIMB;
    if (limbs.length == 0) {
      base = low;
      limbs = new long[3];
    }
    int below = Math.max(base - low, 0) / LIMB;
    int above = Math.max(high - base - limbs.length * LIMB, 0) / LIMB;
    if (below + above > 0) {
      long[] wider = new long[below + limbs.length + above];
      System.arraycopy(limbs, 0, wider, below, limbs.length);
      Arrays.fill(wider, below + limbs.length, wider.length, limbs[limbs.length - 1] >> (LIMB - 1));
      limbs = wider;
      base -= below * LIMB;
    }
    return (low - base) / LIMB;
  }

  /** {@return the sum in units of two to the power of {@link #exponent}} */
  public BigInteger integer() {
    byte[] bytes = new byte[limbs.length * Long.BYTES + 1]; // the first is for no limbs
    for (int i = 0; i < limbs.length * Long.BYTES; i++) {
      bytes[bytes.length - 1 - i] = (byte) (limbs[i / Long.BYTES] >> (i % Long.BYTES * Byte.SIZE));
    }
    bytes[0] = (byte) (limbs.length == 0 ? 0 : limbs[limbs.length - 1] >> (LIMB - 1));
    return new BigInteger(bytes);
  }

  /** {@return the exponent of the unit of {@link #integer}, a multiple of 64} */
  public int exponent() {
    return base;
  }

  /** Writes the sum as an odd number of units and their exponent, which are its own. */
  void write(DataOutputStream out) throws IOException {
    BigInteger integer = integer();
    int zeros = Math.max(0, integer.getLowestSetBit());
    byte[] odd = integer.shiftRight(zeros).toByteArray();
    out.writeInt(integer.signum() == 0 ? 0 : base + zeros);
    out.writeInt(odd.length);
    out.write(odd);
  }

  /** Reads a sum that was written. */
  static ExactSum read(DataInputStream in) throws IOException {
    int exponent = in.readInt();
    int length = in.readInt();
    if (Math.abs(exponent) > MOST_BYTES * Byte.SIZE || length < 1 || length > MOST_BYTES) {
      throw new IOException(length + " bytes of a sum, in units of 2^" + exponent);
    }
    byte[] odd = new byte[length];
    in.readFully(odd);
    ExactSum sum = new ExactSum();
    sum.add(new BigInteger(odd), exponent);
    return sum;
  }
}
