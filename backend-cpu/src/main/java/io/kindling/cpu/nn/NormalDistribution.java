package io.kindling.cpu.nn;

/**
 * The normal distribution N(0, 1), the same bits on every machine, with a relative error below
 * 1e-12 in both tails.
 */
final class NormalDistribution {
  /** 1/√(2π), the density at 0. */
  private static final double PEAK = 0.3989422804014327;

  /** Where the argument of {@link #SCALED_TAIL} is 0: it decides how fast the polynomial ends. */
  private static final double CENTRE = 3;

  /**
   * With z = |x|/√2 and t = 3/(3 + z), the coefficients of the polynomial in 2t − 1 that is e^(z²)
   * · erfc(z) / t: the Chebyshev expansion over all z ≥ 0, cut where a term falls below 1e-13.
   */
  private static final double[] SCALED_TAIL = {
    0.35800230236278213,
    0.2944648177228224,
    0.19674278570092021,
    0.10348908732891965,
    0.03984258711048912,
    0.008942411026798477,
    -0.00040413906370505845,
    -0.0010113497875286993,
    -0.00018276868054677118,
    9.224045901420085e-05,
    3.584931656686327e-05,
    -1.0082712145742797e-05,
    -5.813382828189788e-06,
    1.5010827014526942e-06,
    9.078411219693775e-07,
    -2.4984490916130915e-07,
    -1.246860070620008e-07,
    2.746639017066714e-08,
    1.0739168403538614e-08,
  };

  private NormalDistribution() {}

  /**
   * The probability of being at most x, {@code erfc(−x/√2) / 2}.
   *
   * @param x any number
   * @return it
   */
  static double cumulative(double x) {
    double t = CENTRE / (CENTRE + Math.abs(x) / Math.sqrt(2));
    double argument = 2 * t - 1;
    double polynomial = 0;
    for (int i = SCALED_TAIL.length - 1; i >= 0; i--) {
      polynomial = polynomial * argument + SCALED_TAIL[i];
    }
    double tail = 0.5 * t * polynomial * StrictMath.exp(-0.5 * x * x);
    return x < 0 ? tail : 1 - tail;
  }

  /**
   * The density, {@code e^(−x²/2) / √(2π)}.
   *
   * @param x any number
   * @return it
   */
  static double density(double x) {
    return PEAK * StrictMath.exp(-0.5 * x * x);
  }
}
