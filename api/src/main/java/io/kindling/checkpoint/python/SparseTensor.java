package io.kindling.checkpoint.python;

import io.kindling.core.Tuple;
import java.util.List;

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
    List<?> items = parts.items();
    int size = items.stream().map(TorchSize.class::isInstance).toList().indexOf(true);
    return size < 1
        ? layout.name()
        : layout.name() + " " + items.get(size) + ", its values " + items.get(size - 1);
  }
}
