package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.error.ShapeException;

/** What fits into one Java array. */
public final class Sizes {
  private static final int MAX = Integer.MAX_VALUE - 8;

  private Sizes() {}

  /**
   * Checks that a result fits.
   *
   * @param operation what makes it
   * @param shape its shape
   * @return the shape
   * @throws ShapeException if it does not
   */
  public static Shape check(String operation, Shape shape) {
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
