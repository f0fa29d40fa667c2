package io.kindling.cpu.tensor;

/** {@code y = tanh x}, {@code ∂x = g · (1 − y²)} */
final class Tanh extends Unary {
  Tanh(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) StrictMath.tanh(x[i]);
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] y = result();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] * Math.fma(-y[i], y[i], 1f);
    }
  }
}
