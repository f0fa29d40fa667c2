package io.kindling.cpu.tensor;

/** {@code x − y} */
final class Sub extends Binary {
  Sub(CpuTensor a, CpuTensor b) {
    super("sub", a, b);
  }

  @Override
  void forward(float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] - y[i];
    }
  }

  @Override
  void toFirst(float[] g, float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i];
    }
  }

  @Override
  void toSecond(float[] g, float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = -g[i];
    }
  }
}
