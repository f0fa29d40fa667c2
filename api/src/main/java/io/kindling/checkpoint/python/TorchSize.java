package io.kindling.checkpoint.python;

import java.util.List;

/**
 * PyTorch's {@code torch.Size}: a tensor's shape as a value.
 *
 * @param sizes the length of each dimension
 */
public record TorchSize(List<Long> sizes) {
  /** Copies the sizes. */
  public TorchSize {
    sizes = List.copyOf(sizes);
  }

  @Override
  public String toString() {
    return "torch.Size(" + sizes + ")";
  }
}
