package io.kindling.parity;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree of values as {@code files.py} says what it is: a line for each, every bit in it. */
final class Description {
  private final List<String> lines = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();

  private Description() {}

  static List<String> of(@Nullable Object root) {
    Description description = new Description();
    description.add("", root);
    return description.lines;
  }

  private void add(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      lines.add(path + ": dict");
      map.forEach((key, entry) -> add(path + "/" + key(key), entry));
    } else if (value instanceof List<?> list) {
      lines.add(path + ": list");
      items(path, list);
    } else if (value instanceof Tuple tuple) {
      lines.add(path + ": tuple");
      items(path, tuple.items());
    } else {
      lines.add(path + ": " + leaf(value));
    }
  }

  private static String key(Object key) {
    return key instanceof String text ? "'" + text + "'" : key.toString();
  }

  private void items(String path, List<?> items) {
    for (int i = 0; i < items.size(); i++) {
      add(path + "[" + i + "]", items.get(i));
    }
  }

  private String leaf(@Nullable Object value) {
    if (value == null) {
      return "NoneType None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "bool True" : "bool False";
    }
    if (value instanceof Double number) {
      return "float " + HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number));
    }
    if (value instanceof TensorData data) {
      return tensor(data, StoredType.of(data.dtype()), data.shape(), bytes(data));
    }
    if (value instanceof StoredTensor stored) {
      byte[] bytes = new byte[stored.bytes().remaining()];
      stored.bytes().get(bytes);
      return tensor(stored, stored.type(), stored.shape(), bytes);
    }
    return (value instanceof String ? "str " : "int ") + value;
  }

  private String tensor(Object tensor, StoredType type, Shape shape, byte[] bytes) {
    int next = seen.size();
    return "%s %s number %s: %s"
        .formatted(
            type.torchName(),
            Arrays.toString(shape.sizes()),
            seen.computeIfAbsent(tensor, unused -> next),
            HexFormat.of().formatHex(bytes));
  }

  private static byte[] bytes(TensorData data) {
    int width = StoredType.of(data.dtype()).bytes();
    ByteBuffer bytes =
        ByteBuffer.allocate((int) data.shape().numel() * width).order(ByteOrder.LITTLE_ENDIAN);
    if (data.dtype() == DType.FLOAT32) {
      bytes.asFloatBuffer().put(data.floats());
    } else {
      bytes.asLongBuffer().put(data.longs());
    }
    return bytes.array();
  }
}
