package io.kindling;

import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of a torch file as Python would print them: ints and floats, lists and tuples apart. */
final class PythonText {
  private PythonText() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "None";
    } else if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    } else if (value instanceof String text) {
      return "'" + text + "'";
    } else if (value instanceof Long || value instanceof Double) {
      return value.toString();
    } else if (value instanceof TensorData tensor) {
      return "tensor" + tensor.shape() + Arrays.toString(tensor.toFloatArray());
    } else if (value instanceof Tuple tuple) {
      return "(" + items(tuple.items()) + ")";
    } else if (value instanceof List<?> list) {
      return "[" + items(list) + "]";
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    throw new AssertionError("Python has no " + value.getClass());
  }

  private static String items(List<?> items) {
    return items.stream().map(PythonText::of).collect(Collectors.joining(", "));
  }
}
