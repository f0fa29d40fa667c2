package io.kindling.cpu.tensor;

import io.kindling.core.TensorData;
import org.jspecify.annotations.Nullable;

/** Floats that are overwritten time and again, as parameters are: nothing may wait to read them. */
final class Changing extends Storage {
  private final float[] array;
  private final float @Nullable [] original;

  /**
   * Takes the array to overwrite.
   *
   * @param original what the tensor held before it was overwritten for the first time, for what has
   *     waited since; null if it was to change from the beginning
   */
  Changing(float[] array, float @Nullable [] original) {
    this.array = array;
    this.original = original;
  }

  @Override
  float[] values() {
    return array;
  }

  @Override
  float[] original() {
    return original == null ? array : original;
  }

  @Override
  Storage overwritten(TensorData data) {
    data.floats().get(array);
    return this;
  }
}
