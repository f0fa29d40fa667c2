package io.kindling.cpu.tensor;

import io.kindling.core.Shape;

/** An operation that only moves elements, and so takes integers as well as floats. */
abstract class Movement extends Operation {
  Movement(Shape shape, CpuTensor... inputs) {
    super(shape, inputs);
  }

  /**
   * Copies the elements to where they belong.
   *
   * @param out an array of the inputs' own type, empty yet
   */
  abstract void move(Object out);

  @Override
  protected final float[] forward() {
    float[] out = room((int) shape().numel());
    move(out);
    return out;
  }

  /** The result where the inputs hold integers; it has no gradient. */
  final CpuTensor integers() {
    long[] out = new long[(int) shape().numel()];
    move(out);
    return new CpuTensor(shape(), out);
  }
}
