package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/** Samples for loops in plain Java, which read them fastest as they come. */
final class ScalarLayout implements SampleLayout {
  @Override
  public Samples samples(float[] x, int rows, int features) {
    return new RowMajorSamples(x, 0, rows, features, FourRows::addScalar);
  }

  @Override
  public @Nullable Samples packed(float[] x, int rows, int features) {
    return null;
  }
}
