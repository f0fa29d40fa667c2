package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.ArrayPool;
import io.kindling.cpu.kernel.SampleLayout;
import io.kindling.cpu.kernel.Samples;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Floats in an array, which stay as they are. Who reads them as samples twice will do so again:
 * then they are packed, and the array is let go.
 *
 * <p>Where an operation has computed them, it is counted who needs them: the tensor until it is
 * released, and each operation that was recorded until its gradient has gone back. After the last
 * one the array is free. Who looks into the array without being counted holds it for good.
 */
final class Values extends Storage {
  private static final AtomicIntegerFieldUpdater<Values> HOLDERS =
      AtomicIntegerFieldUpdater.newUpdater(Values.class, "holders");

  private final float[] array;
  private boolean readBefore;
  private boolean neverPacked;

  /** 0 where nobody counts. */
  private volatile int holders;

  /** Values that are counted by nobody. */
  Values(float[] array) {
    this.array = array;
  }

  /** Values that an operation has computed; held by the tensor that they are for. */
  static Values computed(float[] array) {
    Values values = new Values(array);
    if (array.length >= ArrayPool.LEAST) {
      values.holders = 1;
    }
    return values;
  }

  @Override
  float[] values() {
    return array;
  }

  @Override
  void hold() {
    if (holders != 0) {
      HOLDERS.incrementAndGet(this);
    }
  }

  @Override
  float @Nullable [] letGo() {
    return holders != 0 && HOLDERS.decrementAndGet(this) == 0 ? array : null;
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
