package io.kindling.cpu.nn;

/** {@code x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))} */
record TanhGelu() implements Activation {
  private static final float SCALE = 0.7978846f;
  private static final float CUBIC = 0.044715f;

  private static float tanh(float x) {
    return (float) StrictMath.tanh(SCALE * (x + CUBIC * (x * x * x)));
  }

  @Override
  public float value(float x) {
    return 0.5f * x * (1 + tanh(x));
  }

  @Override
  public float gradient(float g, float x) {
    float tanh = tanh(x);
    float inner = SCALE * (1 + 3 * CUBIC * (x * x));
    return g * (0.5f * (1 + tanh) + 0.5f * x * (1 - tanh * tanh) * inner);
  }
}
