package io.kindling.cpu.nn;

/** {@code x · σ(x)}, with σ the logistic function. */
record Silu() implements Activation {
  @Override
  public float value(float x) {
    return x / (1 + (float) StrictMath.exp(-x));
  }

  @Override
  public float gradient(float g, float x) {
    float sigmoid = 1 / (1 + (float) StrictMath.exp(-x));
    return g * sigmoid * (1 + x * (1 - sigmoid));
  }
}
