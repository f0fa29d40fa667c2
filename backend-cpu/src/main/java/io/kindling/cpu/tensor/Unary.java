package io.kindling.cpu.tensor;

/** An operation on one tensor, element by element. */
abstract class Unary extends Operation {
  private final CpuTensor x;

  Unary(CpuTensor x) {
    super(x.shape(), x);
    this.x = x;
  }

  /** Computes out from x, arrays of one length. */
  abstract void forward(float[] x, float[] out);

  /** Computes the gradient of x from the result's, g. */
  abstract void backward(float[] g, float[] out);

  @Override
  protected final float[] forward() {
    float[] out = room(x.numel());
    forward(x.values(), out);
    return out;
  }

  @Override
  protected final void backward(float[] gradient) {
    float[] part = roomForGradient(x);
    backward(gradient, part);
    x.giveGradient(part);
  }

  /** What went in, for a derivative that needs it. */
  final float[] input() {
    return saved(0);
  }
}
