package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;

/** An operation on one tensor, element by element; several threads may have a range each. */
abstract class Unary extends Operation {
  private final Sharing sharing;
  private final CpuTensor x;

  Unary(Sharing sharing, CpuTensor x) {
    super(x.shape(), x);
    this.sharing = sharing;
    this.x = x;
  }

  /** Computes out from x, over a range of indices. */
  abstract void forward(float[] x, float[] out, int from, int to);

  /** What computes the gradient of x from the result's, g, over a range of indices. */
  abstract Sharing.Loop backward(float[] g, float[] out);

  /** What an element of the result costs, as in {@link Sharing#forRange}. */
  int cost() {
    return 1;
  }

  @Override
  protected final float[] forward() {
    float[] values = x.values();
    float[] out = room(values.length);
    sharing.forRange(out.length, cost(), (from, to) -> forward(values, out, from, to));
    return out;
  }

  @Override
  protected final void backward(float[] gradient) {
    float[] part = roomForGradient(x);
    sharing.forRange(part.length, 1, backward(gradient, part));
    x.giveGradient(part);
  }

  /** What went in, for a derivative that needs it. */
  final float[] input() {
    return saved(0);
  }
}
