package io.kindling.cpu.nn;

/** With {@code d = p − t}: {@code d²/2} where {@code |d| ≤ δ}, else {@code δ (|d| − δ/2)}. */
record Huber(float delta) implements ElementLoss {
  @Override
  public float value(float p, float t) {
    float distance = Math.abs(p - t);
    return distance <= delta ? 0.5f * distance * distance : delta * (distance - 0.5f * delta);
  }

  @Override
  public float toPrediction(float p, float t) {
    float difference = p - t;
    if (Math.abs(difference) >= delta) {
      return Math.signum(difference) * delta;
    }
    return difference;
  }
}
