package io.kindling.cpu.tensor;

/** {@code |x|}, {@code ∂x = g · sign x}; the sign of 0 and of NaN is 0. */
final class Abs extends Unary {
  Abs(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] x = input();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] * (x[i] > 0 ? 1f : x[i] < 0 ? -1f : 0f);
    }
  }
}
