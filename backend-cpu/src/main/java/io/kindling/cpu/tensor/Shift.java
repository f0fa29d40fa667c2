package io.kindling.cpu.tensor;

/** {@code x + offset} */
final class Shift extends Operation {
  private final CpuTensor x;
  private final float offset;

  Shift(CpuTensor x, float offset) {
    super(x.shape(), x);
    this.x = x;
    this.offset = offset;
  }

  @Override
  protected float[] forward() {
    float[] out = x.values().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += offset;
    }
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    x.addGradient(gradient);
  }
}
