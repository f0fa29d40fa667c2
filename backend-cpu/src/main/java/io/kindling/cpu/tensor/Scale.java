package io.kindling.cpu.tensor;

/** {@code x · factor / divisor}, one of the two being 1. */
final class Scale extends Operation {
  private final CpuTensor x;
  private final float factor;
  private final float divisor;

  Scale(CpuTensor x, float factor, float divisor) {
    super(x.shape(), x);
    this.x = x;
    this.factor = factor;
    this.divisor = divisor;
  }

  @Override
  protected float[] forward() {
    return scale(x.values());
  }

  @Override
  protected void backward(float[] gradient) {
    x.giveGradient(scale(gradient));
  }

  private float[] scale(float[] values) {
    float[] out = room(values.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] * factor / divisor;
    }
    return out;
  }
}
