package io.kindling.checkpoint.pickle;

import java.util.List;
import java.util.Map;

/**
 * A tensor of a torch file: which elements of a storage it shows. Element (i₀, i₁, …) is the
 * storage's element offset + Σ iₖ·strideₖ.
 *
 * @param storage where its elements are
 * @param offset the storage's element that is its first
 * @param shape its sizes; empty for a scalar
 * @param stride how far apart neighbours are along each dimension, in elements
 * @param requiresGrad whether it wants a gradient
 * @param parameter whether it was a {@code torch.nn.Parameter}
 * @param attributes what somebody has put on it, by name; not copied
 */
public record TensorReference(
    StorageReference storage,
    long offset,
    List<Long> shape,
    List<Long> stride,
    boolean requiresGrad,
    boolean parameter,
    Map<?, ?> attributes) {
  /** Copies the lists. */
  public TensorReference {
    shape = List.copyOf(shape);
    stride = List.copyOf(stride);
  }

  /** A tensor without attributes. */
  public TensorReference(
      StorageReference storage,
      long offset,
      List<Long> shape,
      List<Long> stride,
      boolean requiresGrad,
      boolean parameter) {
    this(storage, offset, shape, stride, requiresGrad, parameter, Map.of());
  }

  /** {@return the same view, as something else to Python} */
  public TensorReference as(boolean requiresGrad, boolean parameter, Map<?, ?> attributes) {
    return new TensorReference(storage, offset, shape, stride, requiresGrad, parameter, attributes);
  }

  /** {@return how many elements it has, 1 for a scalar} */
  public long numel() {
    return shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
  }
}
