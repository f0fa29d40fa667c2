package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;

/** An operation on two tensors, element by element, broadcast. */
abstract class Binary extends Operation {
  private final Processor processor;
  private final CpuTensor a;
  private final CpuTensor b;

  Binary(String name, Processor processor, CpuTensor a, CpuTensor b) {
    super(Sizes.check(name, a.shape().broadcast(name, b.shape())), a, b);
    this.processor = processor;
    this.a = a;
    this.b = b;
  }

  /** Computes out from x and y, arrays of one length. */
  abstract void forward(float[] x, float[] y, float[] out);

  /** Computes the part of the gradient g that goes to x. */
  abstract void toFirst(float[] g, float[] out);

  /** Computes the part of the gradient g that goes to y. */
  abstract void toSecond(float[] g, float[] out);

  @Override
  protected final float[] forward() {
    float[] out = room((int) shape().numel());
    forward(
        Broadcast.expand(a.values(), a.shape(), shape()),
        Broadcast.expand(b.values(), b.shape(), shape()),
        out);
    return out;
  }

  @Override
  protected final void backward(float[] gradient) {
    if (a.requiresGrad()) {
      float[] part = room(gradient.length);
      toFirst(gradient, part);
      a.giveGradient(Broadcast.fold(processor, part, a.shape(), shape()));
    }
    if (b.requiresGrad()) {
      float[] part = room(gradient.length);
      toSecond(gradient, part);
      b.giveGradient(Broadcast.fold(processor, part, b.shape(), shape()));
    }
  }

  /** What went in as x, for a derivative that needs it. */
  final float[] first() {
    return Broadcast.expand(saved(0), a.shape(), shape());
  }

  /** What went in as y, for a derivative that needs it. */
  final float[] second() {
    return Broadcast.expand(saved(1), b.shape(), shape());
  }
}
