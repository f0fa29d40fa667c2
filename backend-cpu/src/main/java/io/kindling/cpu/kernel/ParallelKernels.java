package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** Other kernels, on several threads where the work is large enough to share. */
final class ParallelKernels implements Kernels {
  /** Rows of a product that are computed side by side, and so stay together. */
  private static final int GROUP = 8;

  /** Rows of a product that a part has at least, where threads are few. */
  private static final int ROWS = 64;

  private final Kernels kernels;
  private final Workers workers;

  ParallelKernels(Kernels kernels, Workers workers) {
    this.kernels = kernels;
    this.workers = workers;
  }

  @Override
  public void product(Product product, int from, int to) {
    int rows = to - from;
    long products = (long) rows * (product.to - product.from) * product.columns;
    // each part goes through the whole right matrix, so there are no more than there must be
    int most = Math.min(rows / GROUP, Math.max(rows / ROWS, workers.threads()));
    int parts = Math.min(most, workers.parts(products / PRODUCTS_PER_COST));
    if (parts <= 1) {
      kernels.product(product, from, to);
    } else {
      kernels.prepare(product, this);
      split(
          (rows + GROUP - 1) / GROUP,
          parts,
          (first, last) ->
              kernels.product(product, from + first * GROUP, Math.min(to, from + last * GROUP)));
      kernels.release(product);
    }
  }

  @Override
  public void prepare(Product product, Kernels threads) {
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

  @Override
  public float[] sumBlocks(int rows, int width, int cost, BlockSum.Partial partial) {
    return BlockSum.over(workers, workers.parts((long) rows * cost), rows, width, partial);
  }

  @Override
  public Samples samples(float[] x, int rows, int features) {
    return kernels.samples(x, rows, features);
  }

  @Override
  public @Nullable Samples packed(Samples samples, Kernels threads) {
    return kernels.packed(samples, threads);
  }

  @Override
  public void forRange(int n, int cost, Loop loop) {
    int parts = Math.min(n, workers.parts((long) n * cost));
    if (parts <= 1) {
      loop.run(0, n);
    } else {
      split(n, parts, loop);
    }
  }

  private void split(int n, int parts, Loop loop) {
    workers.run(
        parts, i -> loop.run((int) ((long) n * i / parts), (int) ((long) n * (i + 1) / parts)));
  }
}
