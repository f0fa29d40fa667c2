package io.kindling.cpu.tensor;

import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.SampleLayout;
import io.kindling.cpu.kernel.Samples;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link CpuTensor} holds its elements. One kind may take another's place, which nobody sees:
 * what waits is computed when somebody looks, and what is read as samples again and again is
 * packed.
 */
abstract sealed class Storage permits Values, Changing, Integers, Waiting, Packed, Lent {
  /** The values, row by row; the storage's own array, if it has one. */
  abstract float[] values();

  /** The array that holds the elements, {@code float[]} or {@code long[]}. */
  Object elements() {
    return values();
  }

  /** The elements before they were overwritten for the first time. */
  Object original() {
    return elements();
  }

  /** What takes its place when the elements are overwritten. What waits reads the first ones. */
  Storage overwritten(TensorData data) {
    return new Changing(data.toFloatArray(), values());
  }

  /** The values as samples, a row each. */
  Samples samples(SampleLayout layout, int rows, int features) {
    return layout.samples(values(), rows, features);
  }

  /** What takes its place, now that the values are read as samples; often itself. */
  Storage readAsSamples(SampleLayout layout, int rows, int features) {
    return this;
  }

  /** Says that the values are read as samples from a row on where no panel begins. */
  void readBetweenPanels() {}

  /** The values in another layout than {@link #values()}, if they are in no other. */
  @Nullable Samples packedOnly() {
    return null;
  }

  /** Says that nobody holds the tensor any more. */
  void release() {}

  /** Says that one more needs the values, and {@link #letGo} will follow, or never. */
  void hold() {}

  /** Says that one who held them needs them no more; their array, if that was the last. */
  float @Nullable [] letGo() {
    return null;
  }
}
