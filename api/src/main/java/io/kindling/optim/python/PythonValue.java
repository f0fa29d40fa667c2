package io.kindling.optim.python;

import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import io.kindling.description.Pair;
import io.kindling.text.Printable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value as Python writes it: what it says, and how to show it. */
public final class PythonValue {
  private PythonValue() {}

  /** The value of a field as Python has it: a Long for an Integer, a tuple for two numbers. */
  static Object of(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Pair pair) {
      return Tuple.of(pair.first(), pair.second());
    }
    return value instanceof Enum<?> ? value.toString() : value;
  }

  /** The number, be it an int, a float or a tensor of one element; null if it is none. */
  public static @Nullable Double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof TensorData tensor && tensor.shape().numel() == 1) {
      return tensor.dtype() == DType.FLOAT32
          ? (double) tensor.floats().get(0)
          : (double) tensor.longs().get(0);
    }
    return null;
  }

  /** The items of a list or a tuple; null if it is neither. */
  public static @Nullable List<?> items(@Nullable Object value) {
    if (value instanceof Tuple tuple) {
      return tuple.items();
    }
    return value instanceof List<?> list ? list : null;
  }

  /** As Python would print it, but short. */
  public static String show(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof TensorData tensor) {
      return "a tensor " + tensor;
    }
    if (value instanceof Map<?, ?>) {
      return "a dict";
    }
    if (value instanceof Tuple || value instanceof List<?>) {
      return value instanceof Tuple ? "a tuple" : "a list";
    }
    return value instanceof String text
        ? Printable.quoted(text)
        : Printable.piece(value.toString());
  }
}
