package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Exponential;
import io.kindling.functions.Float64;
import io.kindling.functions.Logarithm;

/**
 * {@code −(t ln σ(p) + (1 − t) ln(1 − σ(p)))} of a logit p, as {@code (1 − t) p + max(−p, 0) + ln(1
 * + e^−|p|)}, which does not overflow.
 */
record BceWithLogits() implements ElementLoss {
  @Override
  public void values(float[] p, float[] t, float[] out, int from, int to) {
    Logarithm logarithm = Logarithm.over(from, to);
    Float64.mapPairs((x, y, n) -> values(x, y, n, logarithm), p, t, out, from, to);
  }

  private static void values(double[] p, double[] t, int n, Logarithm logarithm) {
    for (int i = 0; i < n; i++) {
      t[i] = (1 - t[i]) * p[i] + Math.max(-p[i], 0);
      p[i] = -Math.abs(p[i]);
    }
    Exponential.exp(p, n);
    logarithm.log1p(p, n);
    for (int i = 0; i < n; i++) {
      p[i] += t[i];
    }
  }

  @Override
  public void toPrediction(float[] p, float[] t, float scale, float[] out, int from, int to) {
    Float64.mapPairs(BceWithLogits::slopes, p, t, out, from, to);
    for (int i = from; i < to; i++) {
      out[i] *= scale;
    }
  }

  private static void slopes(double[] p, double[] t, int n) {
    Exponential.logistic(p, n);
    for (int i = 0; i < n; i++) {
      p[i] -= t[i];
    }
  }

  @Override
  public void toTarget(float[] p, float[] t, float scale, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = scale * -p[i];
    }
  }

  @Override
  public int cost() {
    return 2 * Sharing.EXPONENTIAL;
  }
}
