package io.kindling.cpu.nn;

/** {@code x · Φ(x)}, with Φ the normal distribution function. */
record Gelu() implements Activation {
  @Override
  public float value(float x) {
    return (float) (x * NormalDistribution.cumulative(x));
  }

  @Override
  public float gradient(float g, float x) {
    return (float) (g * (NormalDistribution.cumulative(x) + x * NormalDistribution.density(x)));
  }
}
