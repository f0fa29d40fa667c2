package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;

/** {@code x · factor / divisor}, one of the two being 1. */
final class Scale extends Unary {
  private final float factor;
  private final float divisor;

  Scale(Sharing sharing, CpuTensor x, float factor, float divisor) {
    super(sharing, x);
    this.factor = factor;
    this.divisor = divisor;
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * factor / divisor;
    }
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    return (from, to) -> forward(g, out, from, to);
  }
}
