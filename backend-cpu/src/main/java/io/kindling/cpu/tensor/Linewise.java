package io.kindling.cpu.tensor;

/** An operation on one tensor whose lines along a dimension are each computed on their own. */
abstract class Linewise extends Operation {
  private final CpuTensor x;
  private final Lines lines;

  Linewise(CpuTensor x, int dim) {
    super(x.shape(), x);
    this.x = x;
    this.lines = Lines.of(x.shape(), dim);
  }

  /** Computes out from x, over one line: from start on below end, a step apart. */
  abstract void forward(float[] x, float[] out, int start, int end, int step);

  /** Computes the gradient of x from the result y and its gradient g, over one line. */
  abstract void backward(float[] y, float[] g, float[] out, int start, int end, int step);

  @Override
  protected final float[] forward() {
    float[] values = x.values();
    float[] out = room(values.length);
    for (int line = 0; line < lines.count(); line++) {
      int start = lines.start(line);
      forward(values, out, start, start + lines.slab(), lines.inner());
    }
    return out;
  }

  @Override
  protected final void backward(float[] gradient) {
    float[] y = result();
    float[] part = roomForGradient(x);
    for (int line = 0; line < lines.count(); line++) {
      int start = lines.start(line);
      backward(y, gradient, part, start, start + lines.slab(), lines.inner());
    }
    x.giveGradient(part);
  }

  /** The greatest of a line; NaN need not be found, it shows in the sum anyway. */
  static double greatest(float[] values, int start, int end, int step) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = start; i < end; i += step) {
      if (values[i] > greatest) {
        greatest = values[i];
      }
    }
    return greatest;
  }
}
