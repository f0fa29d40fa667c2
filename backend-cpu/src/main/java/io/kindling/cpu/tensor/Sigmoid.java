package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Exponential;
import io.kindling.functions.Float64;

/** {@code y = 1 / (1 + e⁻ˣ)}, {@code ∂x = g · (1 − y) · y} */
final class Sigmoid extends Unary {
  Sigmoid(Sharing sharing, CpuTensor x) {
    super(sharing, x);
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    Float64.map(Exponential::logistic, x, out, from, to);
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    float[] y = result();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = g[i] * (1 - y[i]) * y[i];
      }
    };
  }

  @Override
  int cost() {
    return Sharing.EXPONENTIAL;
  }
}
