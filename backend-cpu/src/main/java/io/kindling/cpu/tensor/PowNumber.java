package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Power;
import java.util.Arrays;

/** {@code xᵇ} for a number b; {@code ∂x = g · b · xᵇ⁻¹}, 0 where b is. */
final class PowNumber extends Unary {
  private final double exponent;

  PowNumber(Sharing sharing, CpuTensor x, double exponent) {
    super(sharing, x);
    this.exponent = exponent;
  }

  @Override
  int cost() {
    return Sharing.EXPONENTIAL;
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    power(x, (float) exponent, out, from, to);
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    float[] x = input();
    float factor = (float) exponent;
    return (from, to) -> {
      if (exponent == 0) {
        Arrays.fill(out, from, to, 0);
        return;
      }
      power(x, (float) (exponent - 1), out, from, to);
      for (int i = from; i < to; i++) {
        out[i] = g[i] * (factor * out[i]);
      }
    };
  }

  private static void power(float[] x, float exponent, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Power.ofNumber(x[i], exponent);
    }
  }
}
