package io.kindling.cpu.tensor;

/** {@code min(max(x, low), high)}, NaN stays; {@code ∂x = g} where low ≤ x ≤ high, else 0. */
final class Clamp extends Unary {
  private final float low;
  private final float high;

  Clamp(CpuTensor x, float low, float high) {
    super(x);
    this.low = low;
    this.high = high;
  }

  @Override
  void forward(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] < low ? low : x[i] > high ? high : x[i];
    }
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] x = input();
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] >= low && x[i] <= high ? g[i] : 0f;
    }
  }
}
