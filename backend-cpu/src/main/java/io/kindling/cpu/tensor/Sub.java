package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;

/** {@code x − y} */
final class Sub extends Binary {
  Sub(Processor processor, CpuTensor a, CpuTensor b) {
    super("sub", processor, a, b);
  }

  @Override
  void forward(float[] x, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] - y[i];
    }
  }

  @Override
  Sharing.Loop toFirst(float[] g, float[] out) {
    return (from, to) -> {
      System.arraycopy(g, from, out, from, to - from);
    };
  }

  @Override
  Sharing.Loop toSecond(float[] g, float[] out) {
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = -g[i];
      }
    };
  }
}
