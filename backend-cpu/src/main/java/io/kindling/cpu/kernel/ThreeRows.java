package io.kindling.cpu.kernel;

/**
 * The loops of {@link ScalarProduct}: rows of the right matrix, each times factors of its own,
 * added to three rows of sums in their order.
 */
final class ThreeRows {
  /** Rows of sums. */
  static final int ROWS = 3;

  /** Rows of the right matrix that are added at once. */
  static final int STEPS = 3;

  private ThreeRows() {}

  /**
   * Adds three rows of the right matrix.
   *
   * @param a where the left matrix is
   * @param first where its factors for the first sums are, {@code step} apart; for the others
   *     {@code second} and {@code third}
   * @param right the rows, the first at {@code from}
   * @param sums the sums, the first at {@code to}
   * @param n how many columns
   */
  static void add(
      float[] a,
      int first,
      int second,
      int third,
      int step,
      float[][] right,
      int from,
      float[][] sums,
      int to,
      int n) {
    float[] r0 = right[from];
    float[] r1 = right[from + 1];
    float[] r2 = right[from + 2];
    float[] s0 = sums[to];
    float[] s1 = sums[to + 1];
    float[] s2 = sums[to + 2];
    float f00 = a[first];
    float f01 = a[first + step];
    float f02 = a[first + 2 * step];
    float f10 = a[second];
    float f11 = a[second + step];
    float f12 = a[second + 2 * step];
    float f20 = a[third];
    float f21 = a[third + step];
    float f22 = a[third + 2 * step];
    for (int i = 0; i < n; i++) {
      float x0 = r0[i];
      float x1 = r1[i];
      float x2 = r2[i];
      float y0 = s0[i];
      float y1 = s1[i];
      float y2 = s2[i];
      y0 = Math.fma(f00, x0, y0);
      y1 = Math.fma(f10, x0, y1);
      y2 = Math.fma(f20, x0, y2);
      y0 = Math.fma(f01, x1, y0);
      y1 = Math.fma(f11, x1, y1);
      y2 = Math.fma(f21, x1, y2);
      s0[i] = Math.fma(f02, x2, y0);
      s1[i] = Math.fma(f12, x2, y1);
      s2[i] = Math.fma(f22, x2, y2);
    }
  }

  /** Adds one row of it. */
  static void addOne(
      float[] a, int first, int second, int third, float[] right, float[][] sums, int to, int n) {
    float[] s0 = sums[to];
    float[] s1 = sums[to + 1];
    float[] s2 = sums[to + 2];
    float f0 = a[first];
    float f1 = a[second];
    float f2 = a[third];
    for (int i = 0; i < n; i++) {
      float x = right[i];
      s0[i] = Math.fma(f0, x, s0[i]);
      s1[i] = Math.fma(f1, x, s1[i]);
      s2[i] = Math.fma(f2, x, s2[i]);
    }
  }
}
