package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** Samples for loops in plain Java, which read them fastest interleaved. */
final class ScalarLayout implements SampleLayout {
  private final Sharing sharing;

  /**
   * Copies nothing yet.
   *
   * @param sharing has threads help to copy
   */
  ScalarLayout(Sharing sharing) {
    this.sharing = sharing;
  }

  @Override
  public Samples samples(float[] x, int rows, int features) {
    return new RowMajorSamples(x, 0, rows, features, FourRows::addScalar);
  }

  @Override
  public @Nullable Samples packed(float[] x, int rows, int features) {
    return InterleavedSamples.pack(x, rows, features, sharing);
  }

  @Override
  public boolean divides(int start, int end, int rows) {
    return InterleavedSamples.divides(start, end, rows);
  }
}
