package io.kindling.cpu.tensor;

import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.SampleLayout;
import io.kindling.cpu.kernel.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Floats in an array that is the host's again when the loan ends. One result at a time may wait to
 * read them; when another comes, or the loan ends, it is computed, unless nobody can ask for it.
 */
final class Lent extends Storage {
  /** The array; or a copy of it, packed. */
  private Storage storage;

  private @Nullable CpuTensor awaited;

  Lent(float[] array) {
    storage = new Values(array);
  }

  @Override
  float[] values() {
    return storage.values();
  }

  @Override
  Samples samples(SampleLayout layout, int rows, int features) {
    return storage.samples(layout, rows, features);
  }

  @Override
  Storage readAsSamples(SampleLayout layout, int rows, int features) {
    storage = storage.readAsSamples(layout, rows, features);
    return this;
  }

  @Override
  void readBetweenPanels() {
    storage.readBetweenPanels();
  }

  @Override
  @Nullable Samples packedOnly() {
    return storage.packedOnly();
  }

  @Override
  Storage overwritten(TensorData data) {
    endWait();
    return super.overwritten(data);
  }

  /** Says that a result waits for the values. */
  void awaitedBy(CpuTensor result) {
    endWait();
    awaited = result;
  }

  /** Ends the loan. */
  @Override
  void release() {
    endWait();
  }

  private void endWait() {
    if (awaited != null && !awaited.isDone()) {
      awaited.values();
    }
    awaited = null;
  }
}
