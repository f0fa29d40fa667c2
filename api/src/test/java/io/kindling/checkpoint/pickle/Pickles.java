package io.kindling.checkpoint.pickle;

import io.kindling.core.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Real pickles, cut out of the files of PyTorch and LibTorch, and trees as text. */
final class Pickles {
  private Pickles() {}

  static byte[] resource(String name) {
    try (InputStream stream = Pickles.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] pickle(String name) {
    return resource(name + ".pkl");
  }

  static PickleTree read(byte[] pickle, PickleDialect dialect) {
    return PickleReader.read(ByteBuffer.wrap(pickle), "model.pt", dialect, PickleLimits.DEFAULT);
  }

  static Object root(byte[] pickle, PickleDialect dialect) {
    return Objects.requireNonNull(read(pickle, dialect).root());
  }

  static Object plain(byte[] pickle) {
    return root(pickle, PickleDialect.PLAIN);
  }

  /** The tensor called {@code weight} in a real file. */
  static TensorReference weight(String name) {
    Object weight = ((Map<?, ?>) plain(pickle(name))).get("weight");
    return (TensorReference) Objects.requireNonNull(weight);
  }

  /** A pickle of protocol 2: what stands between its first and its last instruction, in Latin 1. */
  static byte[] body(String instructions) {
    return ("\u0080\u0002" + instructions + ".").getBytes(StandardCharsets.ISO_8859_1);
  }

  static TensorReference tensor(int key, Long... shape) {
    long numel = List.of(shape).stream().reduce(1L, (a, b) -> a * b);
    StorageReference storage =
        new StorageReference(
            io.kindling.core.StoredType.FLOAT32, Integer.toString(key), "cpu", numel);
    List<Long> stride = shape.length == 2 ? List.of(shape[1], 1L) : List.of(1L);
    return new TensorReference(storage, 0, List.of(shape), stride, false, false);
  }

  /** A tree as text; keys and tuples as JSON would have them, doubles by their bits. */
  static String dump(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> quote(entry.getKey().toString()) + ": " + dump(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof ScriptObject object) {
      return dump(object.attributes());
    }
    if (value instanceof Tuple tuple) {
      return dump(tuple.items());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Pickles::dump).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof TensorReference tensor) {
      return String.format(
          "<%s %s %s %d %d>",
          tensor.storage().dtype().torchName(),
          tensor.shape(),
          tensor.stride(),
          tensor.offset(),
          tensor.storage().numel());
    }
    if (value instanceof Double number) {
      return "0x" + Long.toHexString(Double.doubleToRawLongBits(number));
    }
    return value instanceof String text ? quote(text) : String.valueOf(value);
  }

  private static String quote(String text) {
    int length = text.length();
    return "'" + (length <= 40 ? text : text.substring(0, 40) + "…" + length) + "'";
  }
}
