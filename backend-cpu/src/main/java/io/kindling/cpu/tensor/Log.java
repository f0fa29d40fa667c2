package io.kindling.cpu.tensor;

/** {@code ln x}, {@code ∂x = g / x} */
final class Log extends Unary {
  Log(CpuTensor x) {
    super(x);
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) StrictMath.log(x[i]);
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] x = input();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] / x[i];
    }
  }
}
