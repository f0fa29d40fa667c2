package io.kindling.forward;

/** A layer in evaluation. Immutable: any number of threads may use it at once. */
interface Layer {
  /**
   * Computes {@code y = f(x)}, row by row.
   *
   * @param x the rows, one after the other, from 0 on
   * @param y where to write, from 0 on; another array
   * @param rows how many, at most {@link ForwardPass#ROWS}
   */
  void forward(float[] x, float[] y, int rows);
}
