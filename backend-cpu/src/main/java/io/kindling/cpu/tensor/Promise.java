package io.kindling.cpu.tensor;

/** A gradient that is only computed if somebody must have it. */
@FunctionalInterface
public interface Promise {
  /** {@return the gradient, row by row, in a new array} */
  float[] gradient();
}
