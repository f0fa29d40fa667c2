package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;

/** {@code x + y} */
final class Add extends Binary {
  Add(Processor processor, CpuTensor a, CpuTensor b) {
    super("add", processor, a, b);
  }

  @Override
  void forward(float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] + y[i];
    }
  }

  @Override
  void toFirst(float[] g, float[] out) {
    System.arraycopy(g, 0, out, 0, out.length);
  }

  @Override
  void toSecond(float[] g, float[] out) {
    System.arraycopy(g, 0, out, 0, out.length);
  }
}
