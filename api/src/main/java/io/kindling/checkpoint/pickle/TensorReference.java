package io.kindling.checkpoint.pickle;

import java.util.List;

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
 */
public record TensorReference(
    StorageReference storage,
    long offset,
    List<Long> shape,
    List<Long> stride,
    boolean requiresGrad,
    boolean parameter) {
  /** Copies the lists. */
  public TensorReference {
    shape = List.copyOf(shape);
    stride = List.copyOf(stride);
  }

  /** {@return how many elements it has, 1 for a scalar} */
  public long numel() {
    return shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
  }
}
