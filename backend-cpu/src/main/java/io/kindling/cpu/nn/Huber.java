package io.kindling.cpu.nn;

/** With {@code d = p − t}: {@code d²/2} where {@code |d| ≤ δ}, else {@code δ (|d| − δ/2)}. */
record Huber(float delta) implements ElementLoss {
  @Override
  public float value(float p, float t) {
    // without a branch, which a processor could not foresee: d (d − d/2) is d²/2
    float distance = Math.abs(p - t);
    float capped = Math.min(distance, delta);
    return capped * (distance - 0.5f * capped);
  }

  @Override
  public float toPrediction(float p, float t) {
    return Math.max(-delta, Math.min(delta, p - t));
  }
}
