package io.kindling.cpu.tensor;

/** {@code y = √x}, {@code ∂x = g / 2y} */
final class Sqrt extends Unary {
  Sqrt(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.sqrt(x[i]);
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] y = result();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] / (2 * y[i]);
    }
  }
}
