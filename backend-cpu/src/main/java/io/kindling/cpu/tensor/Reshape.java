package io.kindling.cpu.tensor;

import io.kindling.core.Shape;

/** The same values in another shape; a gradient keeps its values too. */
final class Reshape extends Movement {
  private final CpuTensor x;

  Reshape(CpuTensor x, Shape shape) {
    super(shape, x);
    this.x = x;
  }

  @Override
  void move(Object out) {
    System.arraycopy(x.elements(), 0, out, 0, x.numel());
  }

  @Override
  protected void backward(float[] gradient) {
    addGradient(x, gradient);
  }
}
