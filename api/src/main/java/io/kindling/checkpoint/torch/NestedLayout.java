package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.PythonTensor;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.Arrays;
import java.util.List;

/** Where the tensors of a nested tensor lie in its buffer, which its values alone say. */
final class NestedLayout {
  private NestedLayout() {}

  /** The same, none of whose tensors reaches out of the buffer, now that all has been read. */
  static NestedTensor checked(NestedTensor tensor, Place place) {
    List<?> parts = tensor.parts().items();
    long room = shape(parts.get(0)).numel();
    long[] sizes = numbers(parts.get(1));
    long[] strides = numbers(parts.get(2));
    long[] offsets = numbers(parts.get(3));
    int rank = offsets.length == 0 ? 0 : sizes.length / offsets.length;
    for (int i = 0; i < offsets.length; i++) {
      long[] size = Arrays.copyOfRange(sizes, i * rank, (i + 1) * rank);
      long[] stride = Arrays.copyOfRange(strides, i * rank, (i + 1) * rank);
      if (!fits(room, size, stride, offsets[i])) {
        throw place.error(
            "each tensor of a nested tensor must lie in its buffer",
            String.format(
                "tensor %d with sizes %s and strides %s from element %d",
                i, Arrays.toString(size), Arrays.toString(stride), offsets[i]),
            "elements among the " + room + " of the buffer",
            "save the list that unbind() makes of it");
      }
    }
    return tensor;
  }

  private static boolean fits(long room, long[] size, long[] stride, long offset) {
    boolean negative =
        offset < 0
            || Arrays.stream(size).anyMatch(n -> n < 0)
            || Arrays.stream(stride).anyMatch(n -> n < 0);
    if (negative) {
      return false;
    }
    if (Arrays.stream(size).anyMatch(n -> n == 0)) {
      return offset <= room;
    }
    try {
      long numel = 1;
      long last = offset;
      for (int i = 0; i < size.length; i++) {
        numel = Math.multiplyExact(numel, size[i]);
        last = Math.addExact(last, Math.multiplyExact(size[i] - 1, stride[i]));
      }
      return last < room && numel <= room;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static Shape shape(Object tensor) {
    if (tensor instanceof PythonTensor python) {
      return shape(python.values());
    }
    return tensor instanceof StoredTensor stored ? stored.shape() : ((TensorData) tensor).shape();
  }

  private static long[] numbers(Object tensor) {
    if (tensor instanceof PythonTensor python) {
      return numbers(python.values());
    }
    return tensor instanceof StoredTensor stored
        ? stored.toTensorData().toLongArray()
        : ((TensorData) tensor).toLongArray();
  }
}
