package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Kernels;

/** What the operations share: the inner loops, and the gate that all of them go through. */
interface Recorder {
  /** {@return the inner loops} */
  Kernels kernels();

  /**
   * Runs an operation and, where a gradient will be wanted, remembers it.
   *
   * @param operation what to run
   * @return its result
   */
  CpuTensor record(Operation operation);
}
