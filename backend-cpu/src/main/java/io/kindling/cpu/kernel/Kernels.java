package io.kindling.cpu.kernel;

/**
 * The arithmetic: loops over arrays. Arrays are row-major, their sizes were checked above; results
 * are written to {@code out}, where nothing else is said. Every implementation, on any number of
 * threads, gives the same bits: the order of every sum is part of this contract, and every product
 * is fused into its sum.
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
  default void multiply(float[] a, float[] b, float[] out, int n, int k, int m) {
    Product.View rows = new Product.View(a, k, 1);
    Product.View columns = new Product.View(b, m, 1);
    product(new Product(rows, columns, Product.ZERO, out, m, 0, k), 0, n);
  }

  /**
   * {@code out = a bᵀ + bias}: the sum over k in ascending order, from the bias.
   *
   * @param a {@code [n, k]}
   * @param b {@code [m, k]}
   * @param bias {@code [m]}, or empty for 0
   * @param out {@code [n, m]}
   */
  default void multiplyTransposed(
      MatrixRows a, float[] b, float[] bias, float[] out, int n, int k, int m) {
    TransposedProduct.compute(this, SerialSharing.INSTANCE, a, b, bias, out, n, k, m);
  }

  /**
   * {@code out += aᵀ b} over some rows: the sum over the rows in ascending order.
   *
   * @param a {@code [n, k]}
   * @param b {@code [n, m]}
   * @param from the first row
   * @param to the row after the last
   * @param out {@code [k, m]}, with what the sums start from
   */
  default void transposedMultiply(
      float[] a, MatrixRows b, int from, int to, float[] out, int k, int m) {
    Product.View columns = new Product.View(a, 1, k);
    Product.View rows = new Product.View(b, m, 1);
    product(new Product(columns, rows, null, out, m, from, to), 0, k);
  }

  /**
   * Adds some rows to sums, in ascending order.
   *
   * @param a {@code [n, m]}
   * @param from the first row
   * @param to the row after the last
   * @param out {@code [m]}, with what the sums start from
   */
  default void sumRows(float[] a, int from, int to, float[] out, int m) {
    // 1 · x fused into a sum is x added to it
    Product.View ones = new Product.View(new float[] {1f}, 0, 0);
    product(new Product(ones, new Product.View(a, m, 1), null, out, m, from, to), 0, 1);
  }

  /**
   * Some rows of a matrix product: each sum in ascending order, from its start.
   *
   * @param product what to compute
   * @param from the first row of the result
   * @param to the row after the last
   */
  void product(Product product, int from, int to);

  /**
   * Copies a product's right matrix to where it is read fastest, if that is not as it is. {@link
   * #product} does so itself where it was not done; who shares a product's rows does it before.
   *
   * @param product whose matrix
   * @param sharing has threads help
   */
  void prepare(Product product, Sharing sharing);

  /**
   * Takes back what {@link #prepare} made, once all rows are computed.
   *
   * @param product whose matrix was copied
   */
  default void release(Product product) {}

  /**
   * {@code Σ a[i]} over a range: element i of it goes to lane i mod {@value #LANES}, in ascending
   * order, from 0; then the upper half of the lanes is added to the lower until one is left.
   *
   * @return the sum
   */
  float sum(float[] a, int from, int to);

  /**
   * {@code Σ (a[first + i] − b[second + i])²} for i below n, summed as by {@link #sum}.
   *
   * @return the sum
   */
  float squaredDistance(float[] a, int first, float[] b, int second, int n);
}
