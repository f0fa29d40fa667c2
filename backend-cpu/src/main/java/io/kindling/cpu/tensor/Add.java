package io.kindling.cpu.tensor;

/** {@code x + y} */
final class Add extends Binary {
  Add(CpuTensor a, CpuTensor b) {
    super("add", a, b);
  }

  @Override
  void forward(float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] + y[i];
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
      out[i] = g[i];
    }
  }
}
