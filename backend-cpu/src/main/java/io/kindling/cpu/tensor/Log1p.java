package io.kindling.cpu.tensor;

/** {@code ln(1 + x)}, {@code ∂x = g / (1 + x)} */
final class Log1p extends Unary {
  Log1p(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) StrictMath.log1p(x[i]);
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] x = input();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] / (1 + x[i]);
    }
  }
}
