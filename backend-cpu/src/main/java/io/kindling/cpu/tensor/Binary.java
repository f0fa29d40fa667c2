package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;

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

  /** Computes out from x and y, arrays of one length, over a range of indices. */
  abstract void forward(float[] x, float[] y, float[] out, int from, int to);

  /** What computes the part of the gradient g that goes to x, over a range of indices. */
  abstract Sharing.Loop toFirst(float[] g, float[] out);

  /** What computes the part of the gradient g that goes to y, over a range of indices. */
  abstract Sharing.Loop toSecond(float[] g, float[] out);

  /** What an element costs, there or back, as in {@link Sharing#forRange}. */
  int cost() {
    return 1;
  }

  @Override
  protected final float[] forward() {
    float[] x = Broadcast.expand(a.values(), a.shape(), shape());
    float[] y = Broadcast.expand(b.values(), b.shape(), shape());
    float[] out = room((int) shape().numel());
    processor.sharing().forRange(out.length, cost(), (from, to) -> forward(x, y, out, from, to));
    return out;
  }

  @Override
  protected final void backward(float[] gradient) {
    if (a.requiresGrad()) {
      float[] part = room(gradient.length);
      processor.sharing().forRange(part.length, cost(), toFirst(gradient, part));
      a.giveGradient(Broadcast.fold(processor, part, a.shape(), shape()));
    }
    if (b.requiresGrad()) {
      float[] part = room(gradient.length);
      processor.sharing().forRange(part.length, cost(), toSecond(gradient, part));
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
