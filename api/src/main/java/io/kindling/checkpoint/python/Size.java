package io.kindling.checkpoint.python;

import java.util.List;

/**
 * PyTorch's {@code torch.Size}: a tensor's shape as a value.
 *
 * @param sizes the length of each dimension
 */
public record Size(List<Long> sizes) {
  /** Copies the sizes. */
  public Size {
    sizes = List.copyOf(sizes);
  }

  @Override
  public String toString() {
    return sizes.toString();
  }
}
