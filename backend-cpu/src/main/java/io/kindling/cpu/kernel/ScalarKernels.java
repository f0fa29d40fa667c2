package io.kindling.cpu.kernel;

import io.kindling.functions.LaneSum;

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
    return LaneSum.of(a, from, to);
  }

  @Override
  public float squaredDistance(float[] a, int first, float[] b, int second, int n) {
    if (n <= LANES) {
      return Lanes.squaredDistance(a, first, b, second, n);
    }
    float[] lanes = new float[LANES];
    int whole = n - n % LANES;
    for (int lane = 0; lane < LANES; lane += 8) {
      eightLanes(a, first + lane, b, second + lane, whole, lanes, lane);
    }
    return squaredDistanceRest(a, first + whole, b, second + whole, n - whole, lanes);
  }

  /** Eight of the lanes, whose sums stay at hand: no loop over so few becomes one of vectors. */
  private static void eightLanes(
      float[] a, int first, float[] b, int second, int whole, float[] lanes, int lane) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int i = 0; i < whole; i += LANES) {
      int j = first + i;
      int k = second + i;
      s0 = addSquare(a[j] - b[k], s0);
      s1 = addSquare(a[j + 1] - b[k + 1], s1);
      s2 = addSquare(a[j + 2] - b[k + 2], s2);
      s3 = addSquare(a[j + 3] - b[k + 3], s3);
      s4 = addSquare(a[j + 4] - b[k + 4], s4);
      s5 = addSquare(a[j + 5] - b[k + 5], s5);
      s6 = addSquare(a[j + 6] - b[k + 6], s6);
      s7 = addSquare(a[j + 7] - b[k + 7], s7);
    }
    lanes[lane] = s0;
    lanes[lane + 1] = s1;
    lanes[lane + 2] = s2;
    lanes[lane + 3] = s3;
    lanes[lane + 4] = s4;
    lanes[lane + 5] = s5;
    lanes[lane + 6] = s6;
    lanes[lane + 7] = s7;
  }

  private static float addSquare(float difference, float sum) {
    return Math.fma(difference, difference, sum);
  }

  /** The end of a squared distance: fewer elements than lanes. */
  static float squaredDistanceRest(
      float[] a, int first, float[] b, int second, int n, float[] lanes) {
    for (int i = 0; i < n; i++) {
      float difference = a[first + i] - b[second + i];
      lanes[i] = Math.fma(difference, difference, lanes[i]);
    }
    return LaneSum.fold(lanes, 0, 1);
  }
}
