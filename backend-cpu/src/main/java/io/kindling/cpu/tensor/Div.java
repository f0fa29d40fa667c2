package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;

/** {@code x / y} */
final class Div extends Binary {
  Div(Processor processor, CpuTensor a, CpuTensor b) {
    super("div", processor, a, b);
  }

  @Override
  void forward(float[] x, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] / y[i];
    }
  }

  @Override
  Sharing.Loop toFirst(float[] g, float[] out) {
    float[] y = second();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = g[i] / y[i];
      }
    };
  }

  @Override
  Sharing.Loop toSecond(float[] g, float[] out) {
    float[] x = first();
    float[] y = second();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = -g[i] * ((x[i] / y[i]) / y[i]);
      }
    };
  }
}
