package io.kindling;

import io.kindling.core.Shape;
import io.kindling.error.ShapeException;
import java.util.Arrays;

/** Works out the shape that a reshape asks for. */
final class Reshape {
  private Reshape() {}

  static Shape resolve(Shape from, long... sizes) {
    int open = -1;
    long known = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1 && open < 0) {
        open = i;
      } else if (sizes[i] < 0) {
        throw mismatch(from, sizes);
      } else {
        known = product(from, known, i, sizes);
      }
    }
    long[] result = sizes.clone();
    if (open >= 0) {
      if (known == 0 || from.numel() % known != 0) {
        throw mismatch(from, sizes);
      }
      result[open] = from.numel() / known;
    } else if (known != from.numel()) {
      throw mismatch(from, sizes);
    }
    return Shape.of(result);
  }

  private static long product(Shape from, long known, int i, long... sizes) {
    try {
      return Math.multiplyExact(known, sizes[i]);
    } catch (ArithmeticException e) {
      throw mismatch(from, sizes);
    }
  }

  private static ShapeException mismatch(Shape from, long... sizes) {
    return new ShapeException(
        "reshape",
        "the number of elements must stay the same",
        "shape " + Arrays.toString(sizes) + " for the " + from.numel() + " elements of " + from,
        "sizes whose product is " + from.numel() + ", one of them −1 to have it worked out",
        null);
  }
}
