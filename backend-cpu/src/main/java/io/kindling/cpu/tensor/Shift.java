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
    float[] values = x.values();
    float[] out = room(values.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] + offset;
    }
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    addGradient(x, gradient);
  }
}
