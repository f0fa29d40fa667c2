package io.kindling.nn;

import io.kindling.core.Shape;

/** A module that turns each number into another and has no parameters: an activation function. */
public interface ElementwiseSpec extends ModuleSpec {
  @Override
  default Shape outputShape(Shape input) {
    return input;
  }
}
