package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.SampleLayout;
import io.kindling.cpu.kernel.Samples;
import org.jspecify.annotations.Nullable;

/** Floats in the layout that samples are read in fastest; row by row again if somebody looks. */
final class Packed extends Storage {
  private final Samples samples;
  private volatile float @Nullable [] rowMajor;

  Packed(Samples samples) {
    this.samples = samples;
  }

  @Override
  float[] values() {
    float[] present = rowMajor;
    if (present == null) {
      present = samples.rowMajor(0, samples.rows());
      rowMajor = present;
    }
    return present;
  }

  @Override
  Samples samples(SampleLayout layout, int rows, int features) {
    return samples;
  }

  @Override
  @Nullable Samples packedOnly() {
    return rowMajor == null ? samples : null;
  }
}
