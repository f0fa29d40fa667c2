package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Powers;

/** An operation on one tensor whose lines along a dimension are each computed on their own. */
abstract class Linewise extends Operation {
  private final Sharing sharing;
  private final CpuTensor x;
  private final Lines lines;

  Linewise(Sharing sharing, CpuTensor x, int dim) {
    super(x.shape(), x);
    this.sharing = sharing;
    this.x = x;
    this.lines = Lines.of(x.shape(), dim);
  }

  /** Computes one line of the result: from start on below end, a step apart. */
  abstract void forward(
      Powers powers, int line, float[] x, float[] out, int start, int end, int step);

  /** Computes the gradient of x from the result y and its gradient g, over one line. */
  abstract void backward(float[] y, float[] g, float[] out, int start, int end, int step);

  @Override
  protected final float[] forward() {
    float[] values = x.values();
    float[] out = room(values.length);
    int cost = lines.size() * Sharing.EXPONENTIAL;
    sharing.forRange(lines.count(), cost, (from, to) -> forward(values, out, from, to));
    return out;
  }

  private void forward(float[] values, float[] out, int from, int to) {
    Powers powers = new Powers(lines.size(), to - from);
    for (int first = from; first < to; first += powers.lines()) {
      int some = Math.min(powers.lines(), to - first);
      for (int line = 0; line < some; line++) {
        powers.take(line, values, lines.start(first + line), lines.inner());
      }
      powers.compute(some);
      for (int line = 0; line < some; line++) {
        int start = lines.start(first + line);
        forward(powers, line, values, out, start, start + lines.slab(), lines.inner());
      }
    }
  }

  @Override
  protected final void backward(float[] gradient) {
    float[] y = result();
    float[] part = roomForGradient(x);
    prepare(sharing, y, part);
    sharing.forRange(
        lines.count(),
        lines.size(),
        (from, to) -> {
          for (int line = from; line < to; line++) {
            int start = lines.start(line);
            backward(y, gradient, part, start, start + lines.slab(), lines.inner());
          }
        });
    x.giveGradient(part);
  }

  /** Computes what {@link #backward} needs element by element, to where it will write. */
  void prepare(Sharing threads, float[] y, float[] out) {}
}
