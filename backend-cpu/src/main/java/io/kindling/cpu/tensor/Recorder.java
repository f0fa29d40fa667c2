package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Processor;

/** What the operations share: what computes, and the gate that all of them go through. */
interface Recorder {
  /** {@return what computes} */
  Processor processor();

  /**
   * Runs an operation and, where a gradient will be wanted, remembers it.
   *
   * @param operation what to run
   * @return its result
   */
  CpuTensor record(Operation operation);
}
