package io.kindling.cpu.tensor;

/**
 * {@code y = x − ln Σ eˣ} along a dimension, the greatest x being taken off before; {@code ∂x = g −
 * eʸ · Σ g}. Sums are in double precision and in ascending order.
 */
final class LogSoftmax extends Operation {
  private final CpuTensor x;
  private final Lines lines;

  LogSoftmax(CpuTensor x, int dim) {
    super(x.shape(), x);
    this.x = x;
    this.lines = Lines.of(x.shape(), dim);
  }

  @Override
  protected float[] forward() {
    float[] values = x.values();
    float[] out = new float[values.length];
    for (int line = 0; line < lines.count(); line++) {
      int start = lines.start(line);
      int end = start + lines.slab();
      double top = Softmax.greatest(values, start, lines);
      double sum = 0;
      for (int i = start; i < end; i += lines.inner()) {
        sum += StrictMath.exp(values[i] - top);
      }
      double log = StrictMath.log(sum);
      for (int i = start; i < end; i += lines.inner()) {
        out[i] = (float) (values[i] - top - log);
      }
    }
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    float[] y = result();
    float[] part = new float[y.length];
    for (int line = 0; line < lines.count(); line++) {
      int start = lines.start(line);
      int end = start + lines.slab();
      double sum = 0;
      for (int i = start; i < end; i += lines.inner()) {
        sum += gradient[i];
      }
      for (int i = start; i < end; i += lines.inner()) {
        part[i] = (float) (gradient[i] - StrictMath.exp(y[i]) * sum);
      }
    }
    x.giveGradient(part);
  }
}
