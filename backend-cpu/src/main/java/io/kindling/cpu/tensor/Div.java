package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;

/** {@code x / y} */
final class Div extends Binary {
  Div(Processor processor, CpuTensor a, CpuTensor b) {
    super("div", processor, a, b);
  }

  @Override
  void forward(float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] / y[i];
    }
  }

  @Override
  void toFirst(float[] g, float[] out) {
    float[] y = second();
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] / y[i];
    }
  }

  @Override
  void toSecond(float[] g, float[] out) {
    float[] x = first();
    float[] y = second();
    for (int i = 0; i < out.length; i++) {
      out[i] = -g[i] * ((x[i] / y[i]) / y[i]);
    }
  }
}
