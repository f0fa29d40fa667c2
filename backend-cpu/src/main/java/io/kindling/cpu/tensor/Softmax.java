package io.kindling.cpu.tensor;

/**
 * {@code y = eˣ / Σ eˣ} along a dimension, the greatest x being taken off before; {@code ∂x = (g −
 * Σ g · y) · y}. Sums are in double precision and in ascending order.
 */
final class Softmax extends Operation {
  private final CpuTensor x;
  private final Lines lines;

  Softmax(CpuTensor x, int dim) {
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
      double top = greatest(values, start, lines);
      double sum = 0;
      for (int i = start; i < end; i += lines.inner()) {
        double exp = StrictMath.exp(values[i] - top);
        out[i] = (float) exp;
        sum += exp;
      }
      for (int i = start; i < end; i += lines.inner()) {
        out[i] = (float) (out[i] / sum);
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
        sum += (double) gradient[i] * y[i];
      }
      for (int i = start; i < end; i += lines.inner()) {
        part[i] = (float) ((gradient[i] - sum) * y[i]);
      }
    }
    x.giveGradient(part);
  }

  /** The greatest of a line; NaN need not be found, it shows in the sum anyway. */
  static double greatest(float[] values, int start, Lines lines) {
    float greatest = Float.NEGATIVE_INFINITY;
    int end = start + lines.slab();
    for (int i = start; i < end; i += lines.inner()) {
      if (values[i] > greatest) {
        greatest = values[i];
      }
    }
    return greatest;
  }
}
