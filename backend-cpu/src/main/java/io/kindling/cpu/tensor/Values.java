package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.SampleLayout;
import io.kindling.cpu.kernel.Samples;

/**
 * Floats in an array, which stay as they are. Who reads them as samples twice will do so again:
 * then they are packed, and the array is let go.
 */
final class Values extends Storage {
  private final float[] array;
  private boolean readBefore;
  private boolean neverPacked;

  Values(float[] array) {
    this.array = array;
  }

  @Override
  float[] values() {
    return array;
  }

  @Override
  Storage readAsSamples(SampleLayout layout, int rows, int features) {
    if (readBefore && !neverPacked) {
      Samples copy = layout.packed(array, rows, features);
      return copy == null ? this : new Packed(copy);
    }
    readBefore = true;
    return this;
  }

  @Override
  void readBetweenPanels() {
    neverPacked = true;
  }
}
