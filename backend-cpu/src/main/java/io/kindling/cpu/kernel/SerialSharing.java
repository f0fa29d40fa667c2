package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** Shares nothing: the caller does all of it. */
final class SerialSharing implements Sharing {
  static final SerialSharing INSTANCE = new SerialSharing();

  private SerialSharing() {}

  @Override
  public void forRange(int n, int cost, Loop loop) {
    loop.run(0, n);
  }

  @Override
  public float[] sumBlocks(
      int rows, int width, int cost, BlockSum.Partial partial, float @Nullable [] room) {
    return BlockSum.over(rows, width, partial, room);
  }
}
