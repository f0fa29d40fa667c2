package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Choice;

/** {@code min(max(x, low), high)}, NaN stays; {@code ∂x = g} where low ≤ x ≤ high, else 0. */
final class Clamp extends Unary {
  private final float low;
  private final float high;

  Clamp(Sharing sharing, CpuTensor x, float low, float high) {
    super(sharing, x);
    this.low = low;
    this.high = high;
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Choice.of(x[i] < low, low, Choice.of(x[i] > high, high, x[i]));
    }
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    float[] x = input();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        float clamped = Math.max(low, Math.min(x[i], high));
        out[i] = Choice.of(clamped == x[i], g[i], 0f);
      }
    };
  }
}
