package io.kindling.functions;

/** {@code x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))} */
public record TanhGelu() implements Activation {
  private static final float SCALE = 0.7978846f;
  private static final float CUBIC = 0.044715f;

  private static void tanh(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SCALE * (x[i] + CUBIC * (x[i] * x[i] * x[i]));
    }
    Float64.map(Exponential::tanh, out, out, from, to);
  }

  @Override
  public void values(float[] x, float[] y, int from, int to) {
    tanh(x, y, from, to);
    for (int i = from; i < to; i++) {
      y[i] = 0.5f * x[i] * (1 + y[i]);
    }
  }

  @Override
  public void gradients(float[] g, float[] x, float[] out, int from, int to) {
    tanh(x, out, from, to);
    for (int i = from; i < to; i++) {
      float tanh = out[i];
      float inner = SCALE * (1 + 3 * CUBIC * (x[i] * x[i]));
      out[i] = g[i] * (0.5f * (1 + tanh) + 0.5f * x[i] * (1 - tanh * tanh) * inner);
    }
  }
}
