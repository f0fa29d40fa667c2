package io.kindling.cpu.nn;

/** {@code ln(1 + e^(βx)) / β}, and x itself where {@code βx} exceeds the threshold. */
record Softplus(float beta, float threshold) implements Activation {
  @Override
  public float value(float x) {
    float scaled = x * beta;
    return scaled > threshold ? x : (float) StrictMath.log1p((float) StrictMath.exp(scaled)) / beta;
  }

  @Override
  public float gradient(float g, float x) {
    float scaled = x * beta;
    float exp = (float) StrictMath.exp(scaled);
    return scaled > threshold ? g : g * exp / (exp + 1);
  }
}
