package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Choice;

/** {@code |x|}, {@code ∂x = g · sign x}; the sign of 0 and of NaN is 0. */
final class Abs extends Unary {
  Abs(Sharing sharing, CpuTensor x) {
    super(sharing, x);
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    float[] x = input();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = g[i] * Choice.of(x[i] > 0, 1f, Choice.of(x[i] < 0, -1f, 0f));
      }
    };
  }
}
