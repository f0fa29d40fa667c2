package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Float64;
import io.kindling.functions.Logarithm;
import io.kindling.functions.Power;

/**
 * {@code z = xʸ}; {@code ∂x = g · y · xʸ⁻¹}, 0 where y is; {@code ∂y = g · z · ln x}, 0 where x is
 * and y is not negative.
 */
final class Pow extends Binary {
  Pow(Processor processor, CpuTensor a, CpuTensor b) {
    super("pow", processor, a, b);
  }

  @Override
  int cost() {
    return 2 * Sharing.EXPONENTIAL;
  }

  @Override
  void forward(float[] x, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Power.of(x[i], y[i]);
    }
  }

  @Override
  Sharing.Loop toFirst(float[] g, float[] out) {
    float[] x = first();
    float[] y = second();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = y[i] == 0 ? 0f : g[i] * (y[i] * Power.of(x[i], y[i] - 1));
      }
    };
  }

  @Override
  Sharing.Loop toSecond(float[] g, float[] out) {
    float[] x = first();
    float[] y = second();
    float[] z = result();
    return (from, to) -> {
      Float64.map(Logarithm.over(from, to)::log, x, out, from, to);
      for (int i = from; i < to; i++) {
        float slope = x[i] == 0 && y[i] >= 0 ? 0f : z[i] * out[i];
        out[i] = g[i] * slope;
      }
    };
  }
}
