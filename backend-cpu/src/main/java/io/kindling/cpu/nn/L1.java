package io.kindling.cpu.nn;

import io.kindling.functions.Choice;

/** {@code |p − t|} */
record L1() implements ElementLoss {
  @Override
  public void values(float[] p, float[] t, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.abs(p[i] - t[i]);
    }
  }

  @Override
  public void toPrediction(float[] p, float[] t, float scale, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float sign = Choice.of(p[i] > t[i], 1f, Choice.of(p[i] < t[i], -1f, 0f));
      out[i] = scale * sign;
    }
  }
}
