package io.kindling.cpu.tensor;

import io.kindling.Shape;

/** An operation on two tensors, element by element, broadcast. */
abstract class Binary extends Operation {
  private final CpuTensor a;
  private final CpuTensor b;

  Binary(String name, CpuTensor a, CpuTensor b) {
    super(Sizes.check(name, a.shape().broadcast(name, b.shape())), a, b);
    this.a = a;
    this.b = b;
  }

  /** Computes out from x and y, arrays of one length. */
  abstract void forward(float[] x, float[] y, float[] out);

  /** Computes the part of the gradient g that goes to x. */
  abstract void toFirst(float[] g, float[] x, float[] y, float[] out);

  /** Computes the part of the gradient g that goes to y. */
  abstract void toSecond(float[] g, float[] x, float[] y, float[] out);

  @Override
  protected float[] forward() {
    float[] out = new float[(int) shape().numel()];
    forward(Broadcast.expand(a, shape()), Broadcast.expand(b, shape()), out);
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    Shape shape = shape();
    float[] x = Broadcast.expand(a, shape);
    float[] y = Broadcast.expand(b, shape);
    if (a.requiresGrad()) {
      float[] part = new float[gradient.length];
      toFirst(gradient, x, y, part);
      Broadcast.giveGradient(a, part, shape);
    }
    if (b.requiresGrad()) {
      float[] part = new float[gradient.length];
      toSecond(gradient, x, y, part);
      Broadcast.giveGradient(b, part, shape);
    }
  }
}
