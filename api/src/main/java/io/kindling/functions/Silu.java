package io.kindling.functions;

/** {@code x · σ(x)}, with σ the logistic function. */
public record Silu() implements Activation {
  @Override
  public void values(float[] x, float[] y, int from, int to) {
    powers(x, y, from, to);
    for (int i = from; i < to; i++) {
      y[i] = x[i] / (1 + y[i]);
    }
  }

  @Override
  public void gradients(float[] g, float[] x, float[] out, int from, int to) {
    powers(x, out, from, to);
    for (int i = from; i < to; i++) {
      float sigmoid = 1 / (1 + out[i]);
      out[i] = g[i] * sigmoid * (1 + x[i] * (1 - sigmoid));
    }
  }

  /** {@code e⁻ˣ} */
  private static void powers(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = -x[i];
    }
    Float64.map(Exponential::exp, out, out, from, to);
  }
}
