package io.kindling.cpu.tensor;

/** {@code y = eˣ − 1}, {@code ∂x = g · (y + 1)} */
final class Expm1 extends Unary {
  Expm1(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) StrictMath.expm1(x[i]);
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] y = result();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] * (y[i] + 1);
    }
  }
}
