package io.kindling.checkpoint.python;

import io.kindling.core.Tuple;

/**
 * A nested tensor of PyTorch's: tensors of different shapes in one buffer. Kindling does not
 * compute with it.
 *
 * @param parts four tensors: the buffer; the sizes and the strides, a row for each of the nested
 *     tensors; where each of them begins in the buffer
 */
public record NestedTensor(Tuple parts) {
  @Override
  public String toString() {
    return "nested " + parts.items().get(0);
  }
}
