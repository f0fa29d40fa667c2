package io.kindling.cpu.kernel;

/**
 * What {@link Samples} computes, of so few numbers that arrays of running sums would take longer
 * than the sums: no more rows than lanes, each row in a lane of its own. The bits are the same.
 */
public final class FewRows {
  /** The most products of a sample's elements with weights. */
  private static final int PRODUCTS = 256;

  private static final float[] ONE = {1f};

  private FewRows() {}

  /**
   * Whether a layer's work is so little.
   *
   * @param rows how many samples there are
   * @param weights how many weights
   * @return whether it is
   */
  public static boolean suit(int rows, int weights) {
    return rows <= Kernels.LANES && rows * weights <= PRODUCTS;
  }

  /**
   * {@code y = x Wᵀ + b}
   *
   * @param x {@code [n, d]}
   * @param weight {@code [m, d]}
   * @param bias {@code [m]}, or empty for 0
   * @param y {@code [n, m]}
   */
  public static void affine(MatrixRows x, float[] weight, float[] bias, float[] y, int d, int m) {
    for (int output = 0; output < m; output++) {
      for (int k = 0; k < d; k++) {
        float factor = weight[output * d + k];
        float start = bias.length == 0 ? 0f : bias[output];
        int from = x.at + k;
        for (int to = output; to < y.length; to += m) {
          y[to] = Math.fma(x.array[from], factor, k == 0 ? start : y[to]);
          from += d;
        }
      }
    }
  }

  /**
   * {@code out = Gᵀ x}
   *
   * @param gradient G, {@code [n, m]}
   * @param x {@code [n, d]}
   * @param out {@code [m, d]}
   */
  public static void transposedMultiply(
      float[] gradient, MatrixRows x, float[] out, int n, int d, int m) {
    for (int output = 0; output < m; output++) {
      for (int k = 0; k < d; k++) {
        out[output * d + k] = Lanes.products(gradient, output, m, x.array, x.at + k, d, n);
      }
    }
  }

  /**
   * The sum of G's rows.
   *
   * @param gradient G, {@code [n, m]}
   * @param out {@code [m]}
   */
  public static void sumRows(float[] gradient, float[] out, int n, int m) {
    for (int output = 0; output < m; output++) {
      out[output] = Lanes.products(gradient, output, m, ONE, 0, 0, n);
    }
  }
}
