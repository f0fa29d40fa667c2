package io.kindling.cpu.tensor;

/** {@code y = eˣ}, {@code ∂x = g · y} */
final class Exp extends Unary {
  Exp(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) StrictMath.exp(x[i]);
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] y = result();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] * y[i];
    }
  }
}
