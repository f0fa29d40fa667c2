package io.kindling.cpu.kernel;

/**
 * The inner loops. Arrays are row-major, their sizes were checked above; results are written, not
 * added, to {@code out}. Every implementation gives the same bits: the order of every sum is part
 * of this contract, and every product is fused into its sum.
 */
public interface Kernels {
  /** How many running sums a long sum is spread over: what the widest vector unit holds. */
  int LANES = 16;

  /**
   * {@code out = a b}: the sum over k in ascending order, from 0.
   *
   * @param a {@code [n, k]}
   * @param b {@code [k, m]}
   * @param out {@code [n, m]}
   */
  void multiply(float[] a, float[] b, float[] out, int n, int k, int m);

  /**
   * {@code out = a bᵀ + bias}: the sum over k in ascending order, from the bias.
   *
   * @param a {@code [n, k]}
   * @param b {@code [m, k]}
   * @param bias {@code [m]}, or empty for 0
   * @param out {@code [n, m]}
   */
  void multiplyTransposed(float[] a, float[] b, float[] bias, float[] out, int n, int k, int m);

  /**
   * {@code out = aᵀ b} over some rows: the sum over the rows in ascending order, from 0.
   *
   * @param a {@code [n, k]}
   * @param b {@code [n, m]}
   * @param from the first row
   * @param to the row after the last
   * @param out {@code [k, m]}
   */
  void transposedMultiply(float[] a, float[] b, int from, int to, float[] out, int k, int m);

  /**
   * The sum of some rows, in ascending order, from 0.
   *
   * @param a {@code [n, m]}
   * @param from the first row
   * @param to the row after the last
   * @param out {@code [m]}
   */
  void sumRows(float[] a, int from, int to, float[] out, int m);

  /**
   * {@code Σ a[i]} over a range: element i of it goes to lane i mod {@value #LANES}, in ascending
   * order, from 0; then the upper half of the lanes is added to the lower until one is left.
   *
   * @return the sum
   */
  float sum(float[] a, int from, int to);

  /**
   * {@code Σ (a[i] − b[i])²} over a range, summed as by {@link #sum}.
   *
   * @return the sum
   */
  float squaredDistance(float[] a, float[] b, int from, int to);
}
