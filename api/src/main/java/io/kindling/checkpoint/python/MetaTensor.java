package io.kindling.checkpoint.python;

import java.util.List;

/**
 * A tensor on PyTorch's device {@code meta}: a shape without values.
 *
 * @param type what its values would be
 * @param shape its sizes
 * @param stride how far apart neighbours would be along each dimension, in elements
 * @param requiresGrad whether it wants a gradient
 */
public record MetaTensor(
    TorchConstant type, List<Long> shape, List<Long> stride, boolean requiresGrad) {
  /** Copies the lists. */
  public MetaTensor {
    shape = List.copyOf(shape);
    stride = List.copyOf(stride);
  }

  @Override
  public String toString() {
    return type.name() + shape + " without values";
  }
}
