package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The loops over arrays. Arrays are row-major, their sizes were checked above; results are written
 * to {@code out}, where nothing else is said. Every implementation, on any number of threads, gives
 * the same bits: the order of every sum is part of this contract, and every product is fused into
 * its sum.
 */
public interface Kernels {
  /** How many running sums a long sum is spread over: what the widest vector unit holds. */
  int LANES = 16;

  /** How many fused products take as long as an addition that comes from memory, about. */
  int PRODUCTS_PER_COST = 8;

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
    TransposedProduct.compute(this, a, b, bias, out, n, k, m);
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
   * @param kernels whose threads help
   */
  void prepare(Product product, Kernels kernels);

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

  /**
   * Samples as they are.
   *
   * @param x {@code [n, d]}; not copied
   * @param rows n
   * @param features d
   * @return the samples
   */
  default Samples samples(float[] x, int rows, int features) {
    return new RowMajorSamples(x, 0, rows, features, RowMajorSamples::addFour);
  }

  /**
   * Samples that will be read again and again, in the layout that is read fastest.
   *
   * @param samples as they are
   * @param kernels for loops, perhaps on several threads
   * @return a copy; or null where there is no faster layout, or no memory for it
   */
  default @Nullable Samples packed(Samples samples, Kernels kernels) {
    return null;
  }

  /**
   * Sums over all rows in the order of {@link BlockSum}, on several threads where that is worth it.
   *
   * @param rows how many
   * @param width how many numbers a sum has
   * @param cost what a row costs, as in {@link #forRange}
   * @param partial computes the sum over one block
   * @return the sum, a new array
   */
  default float[] sumBlocks(int rows, int width, int cost, BlockSum.Partial partial) {
    return BlockSum.over(rows, width, partial);
  }

  /**
   * Sums as above, where a row costs as much as adding it to the sum.
   *
   * @param rows how many
   * @param width how many numbers a sum has
   * @param partial computes the sum over one block
   * @return the sum, a new array
   */
  default float[] sumBlocks(int rows, int width, BlockSum.Partial partial) {
    return sumBlocks(rows, width, 1 + width / PRODUCTS_PER_COST, partial);
  }

  /** A loop over some indices, of which each can be done on its own. */
  @FunctionalInterface
  interface Loop {
    /**
     * Does them.
     *
     * @param from the first index
     * @param to the index after the last
     */
    void run(int from, int to);
  }

  /**
   * Runs a loop over {@code 0 … n − 1}, in pieces on several threads where that is worth it. What
   * is computed for an index must not depend on the piece that it is in.
   *
   * @param n how many indices
   * @param cost what an index costs: 1 for an addition of elements, 20 for an exponential
   * @param loop what to run
   */
  default void forRange(int n, int cost, Loop loop) {
    loop.run(0, n);
  }
}
