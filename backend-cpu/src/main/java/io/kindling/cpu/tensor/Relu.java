package io.kindling.cpu.tensor;

/** {@code y = max(x, 0)}, NaN stays; {@code ∂x = g} but 0 where {@code y ≤ 0}. */
final class Relu extends Unary {
  Relu(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] < 0 ? 0f : x[i];
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] y = result();
    for (int i = 0; i < out.length; i++) {
      out[i] = y[i] <= 0 ? 0f : g[i];
    }
  }
}
