package io.kindling.forward;

import io.kindling.functions.Choice;

/** {@code y = max(x, 0)}, NaN stays. */
record Relu(int width) implements Layer {
  @Override
  public void forward(float[] x, float[] y, int rows) {
    for (int i = 0; i < rows * width; i++) {
      y[i] = Choice.positivePart(x[i]);
    }
  }
}
