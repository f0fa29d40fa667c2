package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Sharing;

/**
 * A function of each number, and beside it how a gradient goes back through it. Each computes in
 * float32 and in PyTorch's order, so that what overflows there overflows here. They take arrays and
 * not numbers, so that every loop is compiled for its one function.
 */
interface Activation {
  /** {@code y = f(x)}, over a range of indices. */
  void values(float[] x, float[] y, int from, int to);

  /** {@code out = g · f′(x)}, over a range of indices. */
  void gradients(float[] g, float[] x, float[] out, int from, int to);

  /** What a number costs, as in {@link Sharing#forRange}. */
  default int cost() {
    return Sharing.EXPONENTIAL;
  }
}
