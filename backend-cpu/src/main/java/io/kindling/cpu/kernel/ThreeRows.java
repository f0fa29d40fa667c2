package io.kindling.cpu.kernel;

/**
 * The loops of {@link ScalarProduct}: rows of the right matrix, each times factors of its own,
 * added to three rows of sums in their order.
 *
 * <p>The compilers of JDK 17 and 25 make vectors of a loop only where every array in it is read at
 * one and the same index; so each row is an array. Three by three is as much as JDK 17's takes: two
 * by four, four by two and three by four it leaves scalar, sometimes or always. JDK 25's takes all
 * of them, and is a tenth faster with three by four.
 *
 * <p>JDK 17's wants more: all of a column read before any of it is written, the products row by
 * row; and the loop must not become part of a larger one, which it does not as long as the method
 * has more than 325 bytes of code ({@code -XX:FreqInlineSize}), so the method finds its factors
 * itself. {@code tests/benchmarks/run --kernels} fails where the loop is scalar, which makes it
 * five times as slow; where it does not fail without one of these measures, on any JDK, that one is
 * not needed any more.
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
   * @param a the left matrix
   * @param row the row of it whose factors go to the first sums; second and third for the others
   * @param j the column of it where the factors begin
   * @param right the rows, the first at {@code from}
   * @param sums the sums, the first at {@code to}
   * @param n how many columns
   */
  static void add(
      MatrixView a,
      int row,
      int second,
      int third,
      int j,
      float[][] right,
      int from,
      float[][] sums,
      int to,
      int n) {
    float[] factors = a.array;
    int step = a.column;
    int at0 = a.at + row * a.row + j * step;
    int at1 = a.at + second * a.row + j * step;
    int at2 = a.at + third * a.row + j * step;
    float f00 = factors[at0];
    float f01 = factors[at0 + step];
    float f02 = factors[at0 + 2 * step];
    float f10 = factors[at1];
    float f11 = factors[at1 + step];
    float f12 = factors[at1 + 2 * step];
    float f20 = factors[at2];
    float f21 = factors[at2 + step];
    float f22 = factors[at2 + 2 * step];
    float[] r0 = right[from];
    float[] r1 = right[from + 1];
    float[] r2 = right[from + 2];
    float[] s0 = sums[to];
    float[] s1 = sums[to + 1];
    float[] s2 = sums[to + 2];
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
      MatrixView a,
      int row,
      int second,
      int third,
      int j,
      float[] right,
      float[][] sums,
      int to,
      int n) {
    float f0 = a.at(row, j);
    float f1 = a.at(second, j);
    float f2 = a.at(third, j);
    float[] s0 = sums[to];
    float[] s1 = sums[to + 1];
    float[] s2 = sums[to + 2];
    for (int i = 0; i < n; i++) {
      float x = right[i];
      s0[i] = Math.fma(f0, x, s0[i]);
      s1[i] = Math.fma(f1, x, s1[i]);
      s2[i] = Math.fma(f2, x, s2[i]);
    }
  }
}
