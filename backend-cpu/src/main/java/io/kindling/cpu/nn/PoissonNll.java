package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Exponential;
import io.kindling.functions.Float64;
import io.kindling.functions.Logarithm;
import io.kindling.nn.PoissonNllSpec;

/** {@code eᵖ − t p}, or {@code p − t ln(p + ε)}; {@link PoissonNllSpec} says when. */
record PoissonNll(PoissonNllSpec spec) implements ElementLoss {
  @Override
  public void values(float[] p, float[] t, float[] out, int from, int to) {
    Float64.mapPairs(
        spec.logInput() ? this::valuesOfLogs : valuesOfRates(from, to), p, t, out, from, to);
  }

  private void valuesOfLogs(double[] p, double[] t, int n) {
    for (int i = 0; i < n; i++) {
      t[i] = stirling(t[i]) - t[i] * p[i];
    }
    Exponential.exp(p, n);
    for (int i = 0; i < n; i++) {
      p[i] += t[i];
    }
  }

  private Float64.PairFunction valuesOfRates(int from, int to) {
    double[] logs = new double[Float64.piece(from, to)];
    return (p, t, n) -> {
      logs(p, n, logs);
      for (int i = 0; i < n; i++) {
        p[i] += stirling(t[i]) - t[i] * logs[i];
      }
    };
  }

  /** {@code ln(p + ε)} */
  private void logs(double[] p, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = p[i] + spec.eps();
    }
    new Logarithm(n).log(out, n);
  }

  /** Stirling's approximation of {@code ln t!}, above 1, where it is wanted. */
  private double stirling(double t) {
    return spec.full() && t > 1
        ? t * StrictMath.log(t) - t + 0.5 * StrictMath.log(2 * Math.PI * t)
        : 0;
  }

  /**
   * Its derivative: at or below 1 it is 0 times what it would be, so NaN at or below 0. {@code t ·
   * 1/t} is 1, but NaN where PyTorch's derivative is.
   */
  private static double stirlingSlope(double t) {
    return (t > 1 ? 1 : 0) * (StrictMath.log(t) + t * (1 / t) - 1 + 0.5 / t);
  }

  @Override
  public void toPrediction(float[] p, float[] t, float scale, float[] out, int from, int to) {
    Float64.mapPairs(
        spec.logInput() ? PoissonNll::slopesOfLogs : this::slopesOfRates, p, t, out, from, to);
    for (int i = from; i < to; i++) {
      out[i] *= scale;
    }
  }

  private static void slopesOfLogs(double[] p, double[] t, int n) {
    Exponential.exp(p, n);
    for (int i = 0; i < n; i++) {
      p[i] -= t[i];
    }
  }

  private void slopesOfRates(double[] p, double[] t, int n) {
    for (int i = 0; i < n; i++) {
      p[i] = 1 - t[i] / (p[i] + spec.eps());
    }
  }

  @Override
  public void toTarget(float[] p, float[] t, float scale, float[] out, int from, int to) {
    Float64.mapPairs(this::slopesOfTargets, p, t, out, from, to);
    for (int i = from; i < to; i++) {
      out[i] *= scale;
    }
  }

  private void slopesOfTargets(double[] p, double[] t, int n) {
    if (!spec.logInput()) {
      logs(p, n, p);
    }
    for (int i = 0; i < n; i++) {
      p[i] = -p[i];
    }
    for (int i = 0; spec.full() && i < n; i++) {
      p[i] += stirlingSlope(t[i]);
    }
  }

  @Override
  public int cost() {
    return Sharing.EXPONENTIAL;
  }
}
