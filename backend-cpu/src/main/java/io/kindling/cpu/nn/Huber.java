package io.kindling.cpu.nn;

/** With {@code d = p − t}: {@code d²/2} where {@code |d| ≤ δ}, else {@code δ (|d| − δ/2)}. */
record Huber(float delta) implements ElementLoss {
  @Override
  public void values(float[] p, float[] t, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      // without a branch, which a processor could not foresee: d (d − d/2) is d²/2
      float distance = Math.abs(p[i] - t[i]);
      float capped = Math.min(distance, delta);
      out[i] = capped * (distance - 0.5f * capped);
    }
  }

  @Override
  public void toPrediction(float[] p, float[] t, float scale, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = scale * Math.max(-delta, Math.min(delta, p[i] - t[i]));
    }
  }
}
