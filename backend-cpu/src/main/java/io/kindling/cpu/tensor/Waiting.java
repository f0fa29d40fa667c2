package io.kindling.cpu.tensor;

/** The result of an operation that has yet to be computed. */
final class Waiting extends Storage {
  private final Operation operation;
  private boolean released;

  Waiting(Operation operation) {
    this.operation = operation;
  }

  Operation operation() {
    return operation;
  }

  @Override
  float[] values() {
    return operation.compute();
  }

  @Override
  void release() {
    released = true; // the way back may still need it
  }

  /** Whether nobody can ask for the values any more. */
  boolean isMoot() {
    return released && operation.spent();
  }
}
