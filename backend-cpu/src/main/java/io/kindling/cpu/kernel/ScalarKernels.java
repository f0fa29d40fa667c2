package io.kindling.cpu.kernel;

/** The loops in plain Java, written so that the compiler finds what can be done side by side. */
final class ScalarKernels implements Kernels {
  /** Below, loops over the longer side of a result are too short to be worth it. */
  private static final int SHORT = 16;

  /** Below, a result has too few rows for a copy of the right matrix to be worth it. */
  private static final int FEW = 4;

  /** Below, the other side is better if it is longer. */
  private static final int NARROW = 128;

  private static final int KEPT = 1 << 12;

  private final Scratch<float[][]> scratch =
      new Scratch<>(n -> new float[n][ScalarProduct.WIDEST], rows -> rows.length, KEPT);

  @Override
  public Product arranged(Product p) {
    boolean flip = isSlim(p) ? p.rows < p.columns : p.rows > p.columns && p.columns < NARROW;
    return flip ? p.flipped() : p;
  }

  @Override
  public ReadyProduct prepare(Product p, Sharing sharing) {
    return isSlim(p) ? new SlimProduct(p) : new ScalarProduct(p, scratch, sharing);
  }

  private static boolean isSlim(Product p) {
    return Math.min(p.rows, p.columns) < FEW || Math.max(p.rows, p.columns) < SHORT;
  }

  @Override
  public float sum(float[] a, int from, int to) {
    float[] lanes = new float[LANES];
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += a[i + lane];
      }
    }
    return sumRest(a, i, to, lanes);
  }

  @Override
  public float squaredDistance(float[] a, int first, float[] b, int second, int n) {
    float[] lanes = new float[LANES];
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        float difference = a[first + i + lane] - b[second + i + lane];
        lanes[lane] = Math.fma(difference, difference, lanes[lane]);
      }
    }
    return squaredDistanceRest(a, first + i, b, second + i, n - i, lanes);
  }

  /** The end of a sum: fewer elements than lanes. */
  static float sumRest(float[] a, int from, int to, float[] lanes) {
    for (int i = from; i < to; i++) {
      lanes[i - from] += a[i];
    }
    return Lanes.fold(lanes, 0, 1);
  }

  /** The end of a squared distance: fewer elements than lanes. */
  static float squaredDistanceRest(
      float[] a, int first, float[] b, int second, int n, float[] lanes) {
    for (int i = 0; i < n; i++) {
      float difference = a[first + i] - b[second + i];
      lanes[i] = Math.fma(difference, difference, lanes[i]);
    }
    return Lanes.fold(lanes, 0, 1);
  }
}
