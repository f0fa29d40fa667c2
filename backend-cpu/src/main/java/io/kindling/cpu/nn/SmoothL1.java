package io.kindling.cpu.nn;

import io.kindling.functions.Choice;

/**
 * With {@code d = p − t}: {@code d² / 2β} where {@code |d| < β}, else {@code |d| − β/2}. Where both
 * d and β are 0 both derivatives are −1, as PyTorch's.
 */
record SmoothL1(float beta) implements ElementLoss {
  @Override
  public void values(float[] p, float[] t, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float distance = Math.abs(p[i] - t[i]);
      float near = 0.5f * distance * distance / beta;
      out[i] = Choice.of(distance < beta, near, distance - 0.5f * beta);
    }
  }

  @Override
  public void toPrediction(float[] p, float[] t, float scale, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float difference = p[i] - t[i];
      float far = Choice.of(difference > 0, 1f, -1f);
      out[i] = scale * Choice.of(Math.abs(difference) >= beta, far, difference / beta);
    }
  }

  @Override
  public void toTarget(float[] p, float[] t, float scale, float[] out, int from, int to) {
    toPrediction(t, p, scale, out, from, to);
  }
}
