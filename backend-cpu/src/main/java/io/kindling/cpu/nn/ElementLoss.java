package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.Sharing;
import java.util.Arrays;

/**
 * The losses of predictions p against their targets t, and their two derivatives, over a range of
 * indices. {@link ElementwiseLoss} does the rest. They take arrays and not numbers, so that every
 * loop is compiled for its one loss; where they write may be one of the arrays that they read.
 */
interface ElementLoss {
  /** {@code out = l(p, t)} */
  void values(float[] p, float[] t, float[] out, int from, int to);

  /** {@code out = scale · ∂l/∂p} */
  void toPrediction(float[] p, float[] t, float scale, float[] out, int from, int to);

  /** {@code out = scale · ∂l/∂t} */
  default void toTarget(float[] p, float[] t, float scale, float[] out, int from, int to) {
    toPrediction(p, t, -scale, out, from, to);
  }

  /** What an element costs, as in {@link Sharing#forRange}. */
  default int cost() {
    return 1;
  }

  /** The sum over n elements from two indices on; overridden where there is a kernel for it. */
  default float sum(Kernels kernels, float[] p, int first, float[] t, int second, int n) {
    float[] predictions = Arrays.copyOfRange(p, first, first + n);
    float[] values = Arrays.copyOfRange(t, second, second + n);
    values(predictions, values, values, 0, n);
    return kernels.sum(values, 0, n);
  }
}
