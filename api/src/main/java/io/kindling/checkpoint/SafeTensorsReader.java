package io.kindling.checkpoint;

import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one safetensors file, believing nothing that it says. */
final class SafeTensorsReader {
  private static final int LENGTH_BYTES = 8;
  private static final long MAX_HEADER = 100_000_000;
  private static final int MAX_RANK = 64;

  private final Path file;
  private final ByteBuffer bytes;

  SafeTensorsReader(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A tensor as the header describes it; offsets count from the header's end. */
  private record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

  SavedState read() {
    int start = headerEnd();
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    header(start)
        .forEach(
            (name, value) -> {
              if (name.equals("__metadata__")) {
                object(name, value).forEach((k, text) -> metadata.put(k, text(name, text)));
              } else {
                entries.add(entry(name, object(name, value)));
              }
            });
    checkTiling(entries, bytes.limit() - start);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    entries.forEach(entry -> tensors.put(entry.name(), data(entry, start)));
    return new SavedState(tensors, metadata);
  }

  private int headerEnd() {
    long length = bytes.limit() < LENGTH_BYTES ? -1 : bytes.getLong(0);
    if (length < 0 || length > MAX_HEADER || LENGTH_BYTES + length > bytes.limit()) {
      throw error(
          "the header must lie in the file",
          "a header of " + length + " bytes in a file of " + bytes.limit(),
          "a complete safetensors file");
    }
    return LENGTH_BYTES + (int) length;
  }

  private Map<String, Object> header(int end) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode(bytes.slice(LENGTH_BYTES, end - LENGTH_BYTES));
      return object("the header", Json.read(text.toString()));
    } catch (CharacterCodingException e) {
      throw error("the header must be UTF-8", "other bytes", "JSON in UTF-8");
    } catch (Json.MalformedException e) {
      throw error("the header must be JSON", e.getMessage() + "", "a JSON object");
    }
  }

  private Entry entry(String name, Map<String, Object> fields) {
    if (!fields.keySet().equals(java.util.Set.of("dtype", "shape", "data_offsets"))) {
      throw error(
          "tensor " + name + " must be described in full",
          fields.keySet().toString(),
          "dtype, shape and data_offsets");
    }
    List<Long> offsets = numbers(name, fields.get("data_offsets"));
    if (offsets.size() != 2) {
      throw error("tensor " + name + " must have two offsets", offsets + "", "[begin, end]");
    }
    return new Entry(
        name,
        text(name, fields.get("dtype")),
        numbers(name, fields.get("shape")),
        offsets.get(0),
        offsets.get(1));
  }

  /** The tensors must fill the space exactly: no hole, no overlap, nothing after the last. */
  private void checkTiling(List<Entry> entries, long space) {
    List<Entry> ordered = new ArrayList<>(entries);
    ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : ordered) {
      if (entry.begin() != at || entry.end() < at || entry.end() > space) {
        throw error(
            "tensor " + entry.name() + " must begin where the one before it ends",
            "bytes " + entry.begin() + " to " + entry.end() + " after " + at + " of " + space,
            "no gap and no overlap");
      }
      at = entry.end();
    }
    if (at != space) {
      throw error("the tensors must fill the file", at + " of " + space + " bytes", "all of it");
    }
  }

  private TensorData data(Entry entry, int start) {
    Shape shape = shape(entry);
    int width =
        switch (entry.dtype()) {
          case "F32" -> Float.BYTES;
          case "I64" -> Long.BYTES;
          default ->
              throw error(
                  "tensor " + entry.name() + " must be of a known type",
                  entry.dtype(),
                  "F32 or I64");
        };
    long length = entry.end() - entry.begin();
    if (length % width != 0 || shape.numel() != length / width) {
      throw error(
          "tensor " + entry.name() + " must have the bytes its shape needs",
          length + " bytes for shape " + shape + " of " + entry.dtype(),
          width + " bytes for each element");
    }
    ByteBuffer slice =
        bytes.slice(start + (int) entry.begin(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    if (width == Float.BYTES) {
      float[] values = new float[(int) (length / width)];
      slice.asFloatBuffer().get(values);
      return TensorData.of(values, shape);
    }
    long[] values = new long[(int) (length / width)];
    slice.asLongBuffer().get(values);
    return TensorData.of(values, shape);
  }

  private Shape shape(Entry entry) {
    if (entry.shape().size() > MAX_RANK) {
      throw error(
          "tensor " + entry.name() + " must have a sane shape",
          entry.shape().size() + " dimensions",
          "at most " + MAX_RANK);
    }
    try {
      return Shape.of(entry.shape().stream().mapToLong(Long::longValue).toArray());
    } catch (io.kindling.error.ShapeException e) {
      throw error("tensor " + entry.name() + " must have a sane shape", e.got(), e.expected());
    }
  }

  @SuppressWarnings("unchecked") // Json.read makes maps of nothing else
  private Map<String, Object> object(String what, Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw error(what + " must be a JSON object", value + "", "{…}");
  }

  private String text(String what, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw error(what + " must hold a text", value + "", "\"…\"");
  }

  private List<Long> numbers(String what, @Nullable Object value) {
    List<Long> numbers = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Long number && number >= 0) {
          numbers.add(number);
        } else {
          throw error(what + " must hold whole numbers", element + "", "0 or more");
        }
      }
      return numbers;
    }
    throw error(what + " must hold a list", value + "", "[…]");
  }

  private CheckpointException error(String rule, String got, String expected) {
    String shown = got.length() <= 100 ? got : got.substring(0, 99) + "…";
    return new CheckpointException(file.toString(), rule, shown, expected, "save the model again");
  }
}
