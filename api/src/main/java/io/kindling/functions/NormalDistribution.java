package io.kindling.functions;

/**
 * The normal distribution N(0, 1), the same bits on every machine, with a relative error below
 * 1e-12 in both tails.
 */
final class NormalDistribution {
  /** 1/√(2π), the density at 0. */
  private static final double PEAK = 0.3989422804014327;

  /** Where the argument of the polynomial is 0: it decides how fast the polynomial ends. */
  private static final double CENTRE = 3;

  private static final double ROOT_2 = 1.4142135623730951;

  /** Makes any number but the very least large. */
  private static final double HUGE = 1e300;

  private NormalDistribution() {}

  /**
   * The probabilities of being at most x, {@code erfc(−x/√2) / 2}, and the density there, {@code
   * e^(−x²/2) / √(2π)}.
   *
   * @param x any numbers; what they become
   * @param density where to write the density
   * @param n how many of them
   */
  static void cumulative(double[] x, double[] density, int n) {
    for (int i = 0; i < n; i++) {
      density[i] = -0.5 * x[i] * x[i];
    }
    Exponential.exp(density, n);
    for (int i = 0; i < n; i++) {
      double t = CENTRE / (CENTRE + Math.abs(x[i]) / ROOT_2);
      double tail = 0.5 * t * scaledTail(2 * t - 1) * density[i];
      // the tail below 0, and from 0 on 1 less the tail
      double sign = Math.max(-1, Math.min(1, x[i] * HUGE + 1));
      x[i] = Math.max(sign, 0) - sign * tail;
    }
    for (int i = 0; i < n; i++) {
      density[i] *= PEAK;
    }
  }

  /**
   * With z = |x|/√2, t = 3/(3 + z) and u = 2t − 1, the polynomial in u that is e^(z²) · erfc(z) /
   * t: the Chebyshev expansion over all z ≥ 0, cut where a term falls below 1e-13.
   */
  private static double scaledTail(double u) {
    double sum = 1.0739168403538614e-08;
    sum = Math.fma(sum, u, 2.746639017066714e-08);
    sum = Math.fma(sum, u, -1.246860070620008e-07);
    sum = Math.fma(sum, u, -2.4984490916130915e-07);
    sum = Math.fma(sum, u, 9.078411219693775e-07);
    sum = Math.fma(sum, u, 1.5010827014526942e-06);
    sum = Math.fma(sum, u, -5.813382828189788e-06);
    sum = Math.fma(sum, u, -1.0082712145742797e-05);
    sum = Math.fma(sum, u, 3.584931656686327e-05);
    sum = Math.fma(sum, u, 9.224045901420085e-05);
    sum = Math.fma(sum, u, -0.00018276868054677118);
    sum = Math.fma(sum, u, -0.0010113497875286993);
    sum = Math.fma(sum, u, -0.00040413906370505845);
    sum = Math.fma(sum, u, 0.008942411026798477);
    sum = Math.fma(sum, u, 0.03984258711048912);
    sum = Math.fma(sum, u, 0.10348908732891965);
    sum = Math.fma(sum, u, 0.19674278570092021);
    sum = Math.fma(sum, u, 0.2944648177228224);
    return Math.fma(sum, u, 0.35800230236278213);
  }
}
