package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Choice;

/** {@code y = max(x, 0)}, NaN stays; {@code ∂x = g} but 0 where {@code y ≤ 0}. */
final class Relu extends Unary {
  Relu(Sharing sharing, CpuTensor x) {
    super(sharing, x);
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Choice.positivePart(x[i]);
    }
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    float[] y = result();
    return (from, to) -> {
      // y is never below 0
      for (int i = from; i < to; i++) {
        out[i] = Choice.unlessZero(g[i], y[i]);
      }
    };
  }
}
