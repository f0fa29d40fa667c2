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

  /** The sum over a range; overridden where there is a kernel for it. */
  default float sum(Kernels kernels, float[] p, float[] t, int from, int to) {
    float[] values = new float[to - from];
    for (int i = from; i < to; i++) {
      values[i - from] = value(p[i], t[i]);
    }
    return kernels.sum(values, 0, values.length);
  }
}
