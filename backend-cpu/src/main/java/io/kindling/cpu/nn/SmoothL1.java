package io.kindling.cpu.nn;

/** With {@code d = p − t}: {@code d² / 2β} where {@code |d| < β}, else {@code |d| − β/2}. */
record SmoothL1(float beta) implements ElementLoss {
  @Override
  public float value(float p, float t) {
    float distance = Math.abs(p - t);
    return distance < beta ? 0.5f * distance * distance / beta : distance - 0.5f * beta;
  }

  @Override
  public float toPrediction(float p, float t) {
    float difference = p - t;
    if (Math.abs(difference) >= beta) {
      return Math.signum(difference);
    }
    return difference / beta;
  }
}
