package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.NumpyScalar;
import io.kindling.checkpoint.python.PythonTensor;
import io.kindling.checkpoint.python.TorchSize;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.StoredType;
import io.kindling.core.Tuple;
import java.util.ArrayList;
import java.util.Set;

/** Values of Python's as one computes with them, or just as they are. */
final class TorchPlain {
  private TorchPlain() {}

  /** NumPy's numbers and arrays as numbers and tensors, a size as a tuple. */
  static Object of(Object value, Set<StoredType> kept) {
    if (value instanceof NumpyScalar scalar) {
      return scalar.plain();
    }
    if (value instanceof NumpyArray array) {
      StoredType type = array.type().type();
      boolean converted = type.becomes().isPresent() && !kept.contains(type);
      return converted ? array.values().toTensorData() : array.values();
    }
    return value instanceof TorchSize size ? new Tuple(new ArrayList<>(size.sizes())) : value;
  }

  /** A tensor's values with what else Python knows of it. */
  static Object exact(TorchTensor tensor, StoredTensor values) {
    boolean plain =
        !tensor.isParameter() && !tensor.requiresGrad() && tensor.attributes().isEmpty();
    return plain
        ? values
        : new PythonTensor(
            values, tensor.isParameter(), tensor.requiresGrad(), tensor.attributes());
  }
}
