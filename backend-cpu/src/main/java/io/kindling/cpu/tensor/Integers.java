package io.kindling.cpu.tensor;

import io.kindling.core.TensorData;

/** Integers in an array: classes and indices, which only move. */
final class Integers extends Storage {
  private final long[] array;

  Integers(long[] array) {
    this.array = array;
  }

  @Override
  long[] elements() {
    return array;
  }

  @Override
  Storage overwritten(TensorData data) {
    data.longs().get(array);
    return this;
  }

  @Override
  float[] values() {
    throw new AssertionError("integers are not computed with");
  }
}
