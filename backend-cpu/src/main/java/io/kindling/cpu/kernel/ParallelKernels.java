package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** Other kernels, on several threads where the work is large enough to share. */
final class ParallelKernels implements Kernels {
  /** Rows of a product that are computed side by side, and so stay together. */
  private static final int GROUP = 8;

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
    int parts = Math.min(rows / GROUP, workers.parts(products / PRODUCTS_PER_COST));
    if (parts <= 1) {
      kernels.product(product, from, to);
    } else {
      kernels.prepare(product, this);
      split(
          (rows + GROUP - 1) / GROUP,
          parts,
          (first, last) ->
              kernels.product(product, from + first * GROUP, Math.min(to, from + last * GROUP)));
    }
  }

  @Override
  public void prepare(Product product, Kernels threads) {
    kernels.prepare(product, threads);
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
  public @Nullable Samples packed(Samples samples) {
    return kernels.packed(samples);
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
