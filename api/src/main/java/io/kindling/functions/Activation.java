package io.kindling.functions;

/**
 * A function of each number, and beside it how a gradient goes back through it. Each computes in
 * float32 and in PyTorch's order, so that what overflows there overflows here. They take arrays and
 * not numbers, so that every loop is compiled for its one function.
 */
public interface Activation {
  /** What an exponential or a logarithm costs, about, where an addition costs 1. */
  int EXPONENTIAL = 10;

  /**
   * {@code y = f(x)}, over a range of indices.
   *
   * @param x the numbers
   * @param y where to write; another array
   * @param from the first index
   * @param to the index after the last
   */
  void values(float[] x, float[] y, int from, int to);

  /**
   * {@code out = g · f′(x)}, over a range of indices.
   *
   * @param g the gradient of what came out
   * @param x what went in
   * @param out where to write; another array
   * @param from the first index
   * @param to the index after the last
   */
  void gradients(float[] g, float[] x, float[] out, int from, int to);

  /** {@return what a number costs, where an addition costs 1} */
  default int cost() {
    return EXPONENTIAL;
  }
}
