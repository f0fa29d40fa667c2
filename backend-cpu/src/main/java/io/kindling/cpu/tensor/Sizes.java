package io.kindling.cpu.tensor;

import io.kindling.Shape;
import io.kindling.error.ShapeException;

/** What fits into one Java array. */
final class Sizes {
  private static final int MAX = Integer.MAX_VALUE - 8;

  private Sizes() {}

  static Shape check(String operation, Shape shape) {
    if (shape.numel() > MAX) {
      throw new ShapeException(
          operation,
          "a tensor of backend cpu must fit an array",
          "shape " + shape + " with " + shape.numel() + " elements",
          "at most " + MAX,
          "work on parts of it");
    }
    return shape;
  }
}
