package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Kernels;

/**
 * The loss of one prediction p against its target t, and its two derivatives. {@link
 * ElementwiseLoss} does the rest.
 */
interface ElementLoss {
  /** {@code l(p, t)} */
  float value(float p, float t);

  /** {@code ∂l/∂p} */
  float toPrediction(float p, float t);

  /** {@code ∂l/∂t} */
  default float toTarget(float p, float t) {
    return -toPrediction(p, t);
  }

  /** The sum over n elements from two indices on; overridden where there is a kernel for it. */
  default float sum(Kernels kernels, float[] p, int first, float[] t, int second, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = value(p[first + i], t[second + i]);
    }
    return kernels.sum(values, 0, n);
  }
}
