package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;

/** {@code x + offset} */
final class Shift extends Unary {
  private final float offset;

  Shift(Sharing sharing, CpuTensor x, float offset) {
    super(sharing, x);
    this.offset = offset;
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] + offset;
    }
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    return (from, to) -> System.arraycopy(g, from, out, from, to - from);
  }
}
