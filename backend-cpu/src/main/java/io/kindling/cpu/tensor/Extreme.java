package io.kindling.cpu.tensor;

/**
 * The greatest or least element along a dimension: NaN before all others, the first of equals. A
 * gradient goes to that one element.
 */
final class Extreme extends Operation {
  private final CpuTensor x;
  private final Lines lines;
  private final float sign;
  private final long[] indices;

  /** The greatest if the sign is 1, the least if it is −1. */
  Extreme(CpuTensor x, int dim, boolean keep, float sign) {
    super(x.shape().reduced(dim, keep), x);
    this.x = x;
    this.lines = Lines.of(x.shape(), dim);
    this.sign = sign;
    this.indices = new long[lines.count()];
  }

  @Override
  protected float[] forward() {
    float[] values = x.values();
    float[] out = new float[lines.count()];
    for (int line = 0; line < out.length; line++) {
      int start = lines.start(line);
      float best = values[start];
      for (int k = 1; k < lines.size() && !Float.isNaN(best); k++) {
        float value = values[start + k * lines.inner()];
        if (value * sign > best * sign || Float.isNaN(value)) {
          best = value;
          indices[line] = k;
        }
      }
      out[line] = best;
    }
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    float[] part = new float[x.numel()];
    for (int line = 0; line < gradient.length; line++) {
      part[lines.start(line) + (int) indices[line] * lines.inner()] = gradient[line];
    }
    x.giveGradient(part);
  }

  /** Where each of the extremes is along the dimension; int64. */
  CpuTensor indices() {
    return new CpuTensor(shape(), indices);
  }
}
