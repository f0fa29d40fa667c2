package io.kindling.cpu.nn;

/** {@code x} where x > 0, else {@code slope · x} */
record LeakyRelu(float slope) implements Activation {
  @Override
  public float value(float x) {
    return x > 0 ? x : x * slope;
  }

  @Override
  public float gradient(float g, float x) {
    return x > 0 ? g : g * slope;
  }
}
