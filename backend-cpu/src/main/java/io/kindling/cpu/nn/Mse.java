package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Kernels;

/** {@code (p − t)²} */
record Mse() implements ElementLoss {
  @Override
  public void values(float[] p, float[] t, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (p[i] - t[i]) * (p[i] - t[i]);
    }
  }

  @Override
  public void toPrediction(float[] p, float[] t, float scale, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = scale * (2 * (p[i] - t[i]));
    }
  }

  @Override
  public float sum(Kernels kernels, float[] p, int first, float[] t, int second, int n) {
    return kernels.squaredDistance(p, first, t, second, n);
  }
}
