package io.kindling.functions;

/**
 * {@code x} where x > 0, else {@code slope · x}.
 *
 * @param slope the slope below 0
 */
public record LeakyRelu(float slope) implements Activation {
  @Override
  public void values(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] * Choice.of(x[i] > 0, 1f, slope);
    }
  }

  @Override
  public void gradients(float[] g, float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = g[i] * Choice.of(x[i] > 0, 1f, slope);
    }
  }

  @Override
  public int cost() {
    return 2;
  }
}
