package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;

/** {@code x − y} */
final class Sub extends Binary {
  Sub(Processor processor, CpuTensor a, CpuTensor b) {
    super("sub", processor, a, b);
  }

  @Override
  void forward(float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] - y[i];
    }
  }

  @Override
  void toFirst(float[] g, float[] out) {
    System.arraycopy(g, 0, out, 0, out.length);
  }

  @Override
  void toSecond(float[] g, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = -g[i];
    }
  }
}
