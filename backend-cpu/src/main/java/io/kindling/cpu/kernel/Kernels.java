package io.kindling.cpu.kernel;

import io.kindling.functions.LaneSum;

/**
 * The arithmetic: loops over arrays. Arrays are row-major, their sizes were checked above; results
 * are written to {@code out}, where nothing else is said. Every implementation, on any number of
 * threads, gives the same bits: the order of every sum is part of this contract, and every product
 * is fused into its sum.
 */
public interface Kernels {
  /** How many running sums a long sum is spread over: what the widest vector unit holds. */
  int LANES = LaneSum.LANES;

  /**
   * {@code out = a b}: the sum over k in ascending order, from 0.
   *
   * @param a {@code [n, k]}
   * @param b {@code [k, m]}
   * @param out {@code [n, m]}
   */
  default void multiply(float[] a, float[] b, float[] out, int n, int k, int m) {
    MatrixView left = MatrixView.of(a, k);
    MatrixView right = MatrixView.of(b, m);
    MatrixView zero = MatrixView.everywhere(0);
    product(new Product(left, right, zero, MatrixView.of(out, m), n, k, m));
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
    MatrixView left = MatrixView.of(a, k);
    MatrixView right = MatrixView.of(b, k).transposed();
    MatrixView start = bias.length == 0 ? MatrixView.everywhere(0) : MatrixView.rowEverywhere(bias);
    product(new Product(left, right, start, MatrixView.of(out, m), n, k, m));
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
    MatrixView left = MatrixView.of(a, k).from(from, 0).transposed();
    MatrixView right = MatrixView.of(b, m).from(from, 0);
    product(new Product(left, right, null, MatrixView.of(out, m), k, to - from, m));
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
    MatrixView ones = MatrixView.everywhere(1);
    MatrixView right = MatrixView.of(a, m).from(from, 0);
    product(new Product(ones, right, null, MatrixView.of(out, m), 1, to - from, m));
  }

  /**
   * A matrix product: each sum in ascending order, from its start.
   *
   * @param product what to compute
   */
  default void product(Product product) {
    Product p = arranged(product);
    if (p.depth == 0) {
      p.writeStart();
      return;
    }
    for (int column = 0; column < p.columns; column += p.slice()) {
      ReadyProduct ready =
          prepare(p.slice(column, Math.min(p.columns, column + p.slice())), SerialSharing.INSTANCE);
      ready.rows(0, p.rows);
      ready.release();
    }
  }

  /**
   * {@return the product or, where that is faster, its transpose}
   *
   * @param product what is to be computed
   */
  Product arranged(Product product);

  /**
   * Copies a product's right matrix to where it is read fastest, if that is not as it is.
   *
   * @param product as it was arranged
   * @param sharing has threads help
   * @return what computes its rows
   */
  ReadyProduct prepare(Product product, Sharing sharing);

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
