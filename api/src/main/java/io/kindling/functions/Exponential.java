package io.kindling.functions;

/**
 * Exponentials of the first n numbers of an array, in place, in float64: the same bits on every
 * JVM, with a relative error below 1e-12 where the result is a float32.
 *
 * <p>{@code eˣ} is {@code (e^(x/2048))^2048}: the Taylor polynomial, which needs few terms so near
 * to 0, and eleven squarings. They multiply its rounding by 2048 as well, which float64 can afford.
 * The usual way, {@code 2ᵏ · eʳ}, takes one operation less, but builds {@code 2ᵏ} from bits, and C2
 * computes {@code longBitsToDouble} for one number at a time (JDK 17 to 25); plain products it
 * computes for a whole vector, as long as each loop is one over few arrays from index 0.
 */
public final class Exponential {
  /** {@code 2⁻¹¹} */
  private static final double SMALL = 1.0 / 2048;

  /** Its exponential is 0; of less, and of −∞, the polynomial would know nothing. */
  private static final double LEAST = -750;

  /** Beyond, the hyperbolic tangent is 1 or −1. */
  private static final double FLAT = 60;

  private static final double C4 = 1.0 / 24;
  private static final double C5 = 1.0 / 120;
  private static final double C6 = 1.0 / 720;
  private static final double C7 = 1.0 / 5_040;
  private static final double C8 = 1.0 / 40_320;
  private static final double C9 = 1.0 / 362_880;
  private static final double C10 = 1.0 / 3_628_800;
  private static final double C11 = 1.0 / 39_916_800;

  private Exponential() {}

  /** {@code (eʳ − 1) / r} of a small r. */
  private static double slope(double r) {
    double slope = Math.fma(C11, r, C10);
    slope = Math.fma(slope, r, C9);
    slope = Math.fma(slope, r, C8);
    slope = Math.fma(slope, r, C7);
    slope = Math.fma(slope, r, C6);
    slope = Math.fma(slope, r, C5);
    slope = Math.fma(slope, r, C4);
    slope = Math.fma(slope, r, 1.0 / 6);
    slope = Math.fma(slope, r, 0.5);
    return Math.fma(slope, r, 1);
  }

  /**
   * {@code eˣ}: overflows to ∞, underflows to 0, and NaN stays.
   *
   * @param x the numbers; what they become
   * @param n how many of them
   */
  public static void exp(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double r = SMALL * Math.max(x[i], LEAST);
      double e = Math.fma(slope(r), r, 1);
      e *= e; // e^(x / 1024)
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      x[i] = e;
    }
  }

  /**
   * {@code eˣ − 1}, as exact near 0 as elsewhere, and −0 of −0. For each squaring, {@code e²ʳ − 1}
   * is {@code m (m + 2)} with {@code m = eʳ − 1}, so nothing cancels.
   *
   * @param x the numbers; what they become
   * @param n how many of them
   */
  public static void expm1(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double r = SMALL * Math.max(x[i], LEAST);
      double m = slope(r) * r;
      m *= m + 2; // e^(x / 1024) − 1
      m *= m + 2;
      m *= m + 2;
      m *= m + 2;
      m *= m + 2;
      m *= m + 2;
      m *= m + 2;
      m *= m + 2;
      m *= m + 2;
      m *= m + 2;
      m *= m + 2;
      x[i] = m;
    }
  }

  /**
   * {@code tanh x}, which is {@code m / (m + 2)} with {@code m = e²ˣ − 1}.
   *
   * @param x the numbers; what they become
   * @param n how many of them
   */
  public static void tanh(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(-FLAT, Math.min(FLAT, 2 * x[i]));
    }
    expm1(x, n);
    for (int i = 0; i < n; i++) {
      x[i] = x[i] / (x[i] + 2);
    }
  }

  /**
   * The logistic function, {@code 1 / (1 + e⁻ˣ)}.
   *
   * @param x the numbers; what they become
   * @param n how many of them
   */
  public static void logistic(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = -x[i];
    }
    exp(x, n);
    for (int i = 0; i < n; i++) {
      x[i] = 1 / (1 + x[i]);
    }
  }
}
