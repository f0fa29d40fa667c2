package io.kindling.cpu.nn;

/**
 * With {@code d = p − t}: {@code d² / 2β} where {@code |d| < β}, else {@code |d| − β/2}. Where both
 * d and β are 0 both derivatives are −1, as PyTorch's.
 */
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
      return difference > 0 ? 1 : -1;
    }
    return difference / beta;
  }

  @Override
  public float toTarget(float p, float t) {
    return toPrediction(t, p);
  }
}
