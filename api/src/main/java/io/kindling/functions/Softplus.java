package io.kindling.functions;

/**
 * {@code ln(1 + e^(βx)) / β}, and x itself where {@code βx} exceeds the threshold.
 *
 * @param beta β
 * @param threshold where the function becomes x
 */
public record Softplus(float beta, float threshold) implements Activation {
  @Override
  public void values(float[] x, float[] y, int from, int to) {
    powers(x, y, from, to);
    Float64.map(Logarithm.over(from, to)::log1p, y, y, from, to);
    for (int i = from; i < to; i++) {
      y[i] = Choice.of(x[i] * beta > threshold, x[i], y[i] / beta);
    }
  }

  @Override
  public void gradients(float[] g, float[] x, float[] out, int from, int to) {
    powers(x, out, from, to);
    for (int i = from; i < to; i++) {
      float below = g[i] * out[i] / (out[i] + 1);
      out[i] = Choice.of(x[i] * beta > threshold, g[i], below);
    }
  }

  /** {@code e^(βx)} */
  private void powers(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * beta;
    }
    Float64.map(Exponential::exp, out, out, from, to);
  }
}
