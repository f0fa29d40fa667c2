package io.kindling.checkpoint.python;

import io.kindling.core.Tuple;

/**
 * A sparse tensor of PyTorch's: the tensors that it consists of. Kindling does not compute with it.
 *
 * @param function the function of {@code torch._utils} that makes it again
 * @param layout {@code sparse_coo}, {@code sparse_csr} …
 * @param parts its indices, one tensor or two; its values; its {@link TorchSize}; and in newer
 *     files whether each index occurs once
 */
public record SparseTensor(String function, TorchConstant layout, Tuple parts) {
  @Override
  public String toString() {
    return layout.name()
        + " "
        + parts.items().stream().filter(TorchSize.class::isInstance).toList();
  }
}
