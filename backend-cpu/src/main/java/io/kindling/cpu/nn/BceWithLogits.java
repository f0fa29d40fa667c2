package io.kindling.cpu.nn;

/**
 * {@code −(t ln σ(p) + (1 − t) ln(1 − σ(p)))} of a logit p, as {@code (1 − t) p + max(−p, 0) + ln(1
 * + e^−|p|)}, which does not overflow.
 */
record BceWithLogits() implements ElementLoss {
  @Override
  public float value(float p, float t) {
    double rest = StrictMath.log1p(StrictMath.exp(-Math.abs(p)));
    return (float) ((1.0 - t) * p + Math.max(-p, 0) + rest);
  }

  @Override
  public float toPrediction(float p, float t) {
    return (float) (1 / (1 + StrictMath.exp(-p)) - t);
  }

  @Override
  public float toTarget(float p, float t) {
    return -p;
  }
}
