package io.kindling.cpu.tensor;

import io.kindling.core.Shape;

/** The transpose of a matrix; a gradient is transposed back. */
final class Transpose extends Operation {
  private final CpuTensor x;

  Transpose(CpuTensor x) {
    super(Shape.of(x.size(1), x.size(0)), x);
    this.x = x;
  }

  @Override
  protected float[] forward() {
    return transpose(x.values(), x.size(0), x.size(1));
  }

  @Override
  protected void backward(float[] gradient) {
    x.giveGradient(transpose(gradient, x.size(1), x.size(0)));
  }

  private static float[] transpose(float[] values, int rows, int columns) {
    float[] out = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        out[column * rows + row] = values[row * columns + column];
      }
    }
    return out;
  }
}
