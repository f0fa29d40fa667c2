package io.kindling.cpu.kernel;

/** Other kernels, on several threads where the work is large enough to share. */
final class ParallelKernels implements Kernels {
  /** Rows of a product that stay together: whole tiles of three and of four. */
  private static final int GROUP = 12;

  /** Rows of a product that a part has at least, where threads are few. */
  private static final int ROWS = 64;

  private final Kernels kernels;
  private final ParallelSharing sharing;

  ParallelKernels(Kernels kernels, ParallelSharing sharing) {
    this.kernels = kernels;
    this.sharing = sharing;
  }

  @Override
  public void product(Product product) {
    int parts = parts(kernels.arranged(product));
    if (parts <= 1) {
      kernels.product(product);
    } else {
      share(kernels.arranged(product), parts);
    }
  }

  /** Each part goes through the whole right matrix, so there are no more than there must be. */
  private int parts(Product p) {
    int most = Math.min(p.rows / GROUP, Math.max(p.rows / ROWS, sharing.threads()));
    return Math.min(most, sharing.parts(p.size() / Sharing.PRODUCTS_PER_COST));
  }

  private void share(Product p, int parts) {
    int groups = (p.rows + GROUP - 1) / GROUP;
    for (int column = 0; column < p.columns; column += p.slice()) {
      Product slice = p.slice(column, Math.min(p.columns, column + p.slice()));
      ReadyProduct ready = kernels.prepare(slice, sharing);
      sharing.split(
          groups, parts, (from, to) -> ready.rows(from * GROUP, Math.min(p.rows, to * GROUP)));
      ready.release();
    }
  }

  @Override
  public Product arranged(Product product) {
    return kernels.arranged(product);
  }

  @Override
  public ReadyProduct prepare(Product product, Sharing threads) {
    return kernels.prepare(product, threads);
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
