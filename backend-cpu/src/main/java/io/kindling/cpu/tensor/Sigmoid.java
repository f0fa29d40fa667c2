package io.kindling.cpu.tensor;

/** {@code y = 1 / (1 + e⁻ˣ)}, {@code ∂x = g · (1 − y) · y} */
final class Sigmoid extends Unary {
  Sigmoid(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (1 / (1 + StrictMath.exp(-x[i])));
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] y = result();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] * (1 - y[i]) * y[i];
    }
  }
}
