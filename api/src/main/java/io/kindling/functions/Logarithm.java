package io.kindling.functions;

/**
 * Natural logarithms of the first n numbers of an array, in place, in float64: the same bits on
 * every JVM, with a relative error below 1e-14 for what a float32 can be. It has room of its own,
 * so it is for one thread at a time.
 *
 * <p>{@code x = 2ᵏ m} with m near 1, and {@code ln m = 2 artanh s} with {@code s = (m − 1) / (m +
 * 1)}, a series in s² that ends soon.
 */
public final class Logarithm {
  private static final double LN_2 = 0.6931471805599453;

  /** The bits of {@code √½}, the least m. */
  private static final long LEAST = 0x3fe6a09e667f3bcdL;

  private static final int FRACTION = 52;

  /** Far enough from the ends for nothing to overflow. */
  private static final double HUGE = 1e300;

  private final double[] exponents;
  private final double[] sums;

  /**
   * Makes room.
   *
   * @param most how many numbers there will be at most
   */
  public Logarithm(int most) {
    exponents = new double[most];
    sums = new double[most];
  }

  /**
   * Makes room for the pieces of a range, as {@link Float64} cuts it.
   *
   * @param from the first index
   * @param to the index after the last
   * @return it
   */
  public static Logarithm over(int from, int to) {
    return new Logarithm(Float64.piece(from, to));
  }

  /**
   * {@code ln x}: −∞ of 0, NaN below.
   *
   * @param x the numbers, none of them subnormal in float64; what they become
   * @param n how many of them
   */
  public void log(double[] x, int n) {
    split(x, n);
    for (int i = 0; i < n; i++) {
      double s = (x[i] - 1) / (x[i] + 1);
      double square = s * s;
      double series = Math.fma(1.0 / 17, square, 1.0 / 15);
      series = Math.fma(series, square, 1.0 / 13);
      series = Math.fma(series, square, 1.0 / 11);
      series = Math.fma(series, square, 1.0 / 9);
      series = Math.fma(series, square, 1.0 / 7);
      series = Math.fma(series, square, 1.0 / 5);
      series = Math.fma(series, square, 1.0 / 3);
      series = Math.fma(series, square, 1.0);
      x[i] = Math.fma(exponents[i], LN_2, 2 * s * series);
    }
  }

  /** Takes k and m apart, a number at a time; where there are none, m is 1 and k the result. */
  private void split(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double value = x[i];
      if (value > 0 && value < Double.POSITIVE_INFINITY) {
        long bits = Double.doubleToRawLongBits(value);
        long exponent = (bits - LEAST) >> FRACTION;
        exponents[i] = exponent;
        x[i] = Double.longBitsToDouble(bits - (exponent << FRACTION));
      } else {
        exponents[i] = value == 0 ? Double.NEGATIVE_INFINITY : value < 0 ? Double.NaN : value;
        x[i] = 1;
      }
    }
  }

  /**
   * {@code ln(1 + x)}, as exact near 0 as elsewhere, and −0 of −0.
   *
   * @param x the numbers, none of them subnormal in float64; what they become
   * @param n how many of them
   */
  public void log1p(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = 1 + x[i];
    }
    log(sums, n);
    for (int i = 0; i < n; i++) {
      double bounded = Math.min(x[i], HUGE);
      double sum = 1 + bounded;
      double lost = bounded - (sum - 1); // by rounding the sum
      sums[i] += lost / Math.max(sum, 1 / HUGE);
    }
    for (int i = 0; i < n; i++) {
      x[i] = Math.copySign(sums[i], x[i]);
    }
  }
}
