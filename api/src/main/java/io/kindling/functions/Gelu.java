package io.kindling.functions;

/** {@code x · Φ(x)}, with Φ the normal distribution function. */
public record Gelu() implements Activation {
  @Override
  public void values(float[] x, float[] y, int from, int to) {
    double[] density = new double[Float64.piece(from, to)];
    Float64.PairFunction product =
        (phi, same, n) -> {
          NormalDistribution.cumulative(phi, density, n);
          for (int i = 0; i < n; i++) {
            phi[i] *= same[i];
          }
        };
    Float64.mapPairs(product, x, x, y, from, to);
  }

  @Override
  public void gradients(float[] g, float[] x, float[] out, int from, int to) {
    double[] density = new double[Float64.piece(from, to)];
    Float64.PairFunction slope =
        (phi, same, n) -> {
          NormalDistribution.cumulative(phi, density, n);
          for (int i = 0; i < n; i++) {
            phi[i] += same[i] * density[i];
          }
        };
    Float64.mapPairs(slope, x, x, out, from, to);
    for (int i = from; i < to; i++) {
      out[i] *= g[i];
    }
  }

  @Override
  public int cost() {
    return 2 * Activation.super.cost();
  }
}
