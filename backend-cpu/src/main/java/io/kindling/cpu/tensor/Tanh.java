package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Exponential;
import io.kindling.functions.Float64;

/** {@code y = tanh x}, {@code ∂x = g · (1 − y²)} */
final class Tanh extends Unary {
  Tanh(Sharing sharing, CpuTensor x) {
    super(sharing, x);
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    Float64.map(Exponential::tanh, x, out, from, to);
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    float[] y = result();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = g[i] * Math.fma(-y[i], y[i], 1f);
      }
    };
  }

  @Override
  int cost() {
    return Sharing.EXPONENTIAL;
  }
}
