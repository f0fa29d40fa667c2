package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** Shares what is large enough between the caller and the workers. */
final class ParallelSharing implements Sharing {
  private final Workers workers;

  ParallelSharing(Workers workers) {
    this.workers = workers;
  }

  @Override
  public void forRange(int n, int cost, Loop loop) {
    split(n, Math.min(n, workers.parts((long) n * cost)), loop);
  }

  @Override
  public float[] sumBlocks(
      int rows, int width, int cost, BlockSum.Partial partial, float @Nullable [] room) {
    return BlockSum.over(workers, workers.parts((long) rows * cost), rows, width, partial, room);
  }

  int threads() {
    return workers.threads();
  }

  /** Into how many parts work is best cut that costs so much; 1 where the caller keeps it. */
  int parts(long cost) {
    return workers.parts(cost);
  }

  /** Runs a loop over {@code 0 … n − 1} in so many parts. */
  void split(int n, int parts, Loop loop) {
    if (parts <= 1) {
      loop.run(0, n);
    } else {
      workers.run(
          parts, i -> loop.run((int) ((long) n * i / parts), (int) ((long) n * (i + 1) / parts)));
    }
  }
}
