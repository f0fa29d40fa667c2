package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Kernels;

/** {@code (p − t)²} */
record Mse() implements ElementLoss {
  @Override
  public float value(float p, float t) {
    return (p - t) * (p - t);
  }

  @Override
  public float toPrediction(float p, float t) {
    return 2 * (p - t);
  }

  @Override
  public float sum(Kernels kernels, float[] p, int first, float[] t, int second, int n) {
    return kernels.squaredDistance(p, first, t, second, n);
  }
}
