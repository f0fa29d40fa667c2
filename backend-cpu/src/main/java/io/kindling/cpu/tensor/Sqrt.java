package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;

/** {@code y = √x}, {@code ∂x = g / 2y} */
final class Sqrt extends Unary {
  Sqrt(Sharing sharing, CpuTensor x) {
    super(sharing, x);
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.sqrt(x[i]);
    }
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    float[] y = result();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = g[i] / (2 * y[i]);
      }
    };
  }
}
