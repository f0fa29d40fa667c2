package io.kindling.cpu.kernel;

/** Other kernels, on several threads where the work is large enough to share. */
final class ParallelKernels implements Kernels {
  /** Rows of a product that are computed side by side, and so stay together. */
  private static final int GROUP = 8;

  /** Rows of a product that a part has at least, where threads are few. */
  private static final int ROWS = 64;

  private final Kernels kernels;
  private final ParallelSharing sharing;

  ParallelKernels(Kernels kernels, ParallelSharing sharing) {
    this.kernels = kernels;
    this.sharing = sharing;
  }

  @Override
  public void product(Product product, int from, int to) {
    int rows = to - from;
    long products = (long) rows * (product.to - product.from) * product.columns;
    // each part goes through the whole right matrix, so there are no more than there must be
    int most = Math.min(rows / GROUP, Math.max(rows / ROWS, sharing.threads()));
    int parts = Math.min(most, sharing.parts(products / Sharing.PRODUCTS_PER_COST));
    if (parts <= 1) {
      kernels.product(product, from, to);
    } else {
      kernels.prepare(product, sharing);
      sharing.split(
          (rows + GROUP - 1) / GROUP,
          parts,
          (first, last) ->
              kernels.product(product, from + first * GROUP, Math.min(to, from + last * GROUP)));
      kernels.release(product);
    }
  }

  @Override
  public void multiplyTransposed(
      MatrixRows a, float[] b, float[] bias, float[] out, int n, int k, int m) {
    TransposedProduct.compute(this, sharing, a, b, bias, out, n, k, m);
  }

  @Override
  public void prepare(Product product, Sharing threads) {
    kernels.prepare(product, threads);
  }

  @Override
  public void release(Product product) {
    kernels.release(product);
  }

  @Override
  public float sum(float[] a, int from, int to) {
    return kernels.sum(a, from, to);
  }

  @Override
  public float squaredDistance(float[] a, int first, float[] b, int second, int n) {
    return kernels.squaredDistance(a, first, b, second, n);
  }
}
