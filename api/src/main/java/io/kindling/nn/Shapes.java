package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.error.ShapeException;

/** What several losses ask of shapes. */
final class Shapes {
  private Shapes() {}

  /** Checks that prediction and target have one shape, and returns it. */
  static Shape same(String loss, Shape prediction, Shape target) {
    if (!prediction.equals(target)) {
      String sizes = prediction.toString();
      throw new ShapeException(
          loss,
          "target must have the prediction's shape",
          "shape " + target,
          sizes,
          prediction.numel() == target.numel()
              ? "reshape it with reshape(" + sizes.substring(1, sizes.length() - 1) + ")"
              : null);
    }
    return prediction;
  }
}
