package io.kindling.cpu.nn;

/** {@code |p − t|} */
record L1() implements ElementLoss {
  @Override
  public float value(float p, float t) {
    return Math.abs(p - t);
  }

  @Override
  public float toPrediction(float p, float t) {
    return p > t ? 1 : p < t ? -1 : 0;
  }
}
