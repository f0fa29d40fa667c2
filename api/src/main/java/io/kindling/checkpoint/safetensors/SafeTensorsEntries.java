package io.kindling.checkpoint.safetensors;

import io.kindling.checkpoint.json.JsonReader;
import io.kindling.checkpoint.safetensors.SafeTensorsFile.Entry;
import io.kindling.core.Shape;
import io.kindling.error.ShapeException;
import io.kindling.file.FileErrors;
import io.kindling.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the descriptions of tensors in a safetensors header, each by itself. */
final class SafeTensorsEntries {
  private static final int MAX_TYPE = 64;

  private final JsonReader json;
  private final FileErrors errors;
  private final long start;
  private final long space;

  /**
   * Reads from JSON.
   *
   * @param start where in the file the values begin
   * @param space how many bytes they are
   */
  SafeTensorsEntries(JsonReader json, FileErrors errors, long start, long space) {
    this.json = json;
    this.errors = errors;
    this.start = start;
    this.space = space;
  }

  /** A name as errors show it. */
  static String named(String name) {
    return "tensor '" + Printable.piece(name) + "'";
  }

  Entry read(String name) throws IOException {
    return new Description(named(name)).read(name);
  }

  /** One description; its fields may come in any order, and others are read over. */
  private final class Description {
    private final String tensor;
    private @Nullable SafeTensorsType type;
    private long @Nullable [] shape;
    private long @Nullable [] offsets;

    Description(String tensor) {
      this.tensor = tensor;
    }

    Entry read(String name) throws IOException {
      long at = json.offset();
      json.object(tensor, SafeTensorsHeader.MAX_NAME, this::field);
      if (type == null || shape == null || offsets == null) {
        throw errors.at(
            at,
            tensor + " must be described in full",
            (type == null ? "no dtype" : shape == null ? "no shape" : "no data_offsets"),
            "dtype, shape and data_offsets");
      }
      if (offsets.length != 2) {
        throw errors.at(at, tensor + " must have two offsets", offsets.length + "", "[begin, end]");
      }
      Entry entry = new Entry(name, type.name(), checked(at, shape), offsets[0], offsets[1]);
      checkBytes(at, entry, type);
      return entry;
    }

    private void field(String field) throws IOException {
      switch (field) {
        case "dtype" -> type = once(field, type, type());
        case "shape" -> shape = once(field, shape, numbers("shape", SafeTensorsHeader.MAX_RANK));
        case "data_offsets" -> offsets = once(field, offsets, numbers("data_offsets", 2));
        default -> json.skip();
      }
    }

    private <T> T once(String field, @Nullable T before, T now) throws IOException {
      if (before != null) {
        throw errors.at(json.offset(), tensor + " must have one " + field, "two", "one");
      }
      return now;
    }

    private SafeTensorsType type() throws IOException {
      long at = json.offset();
      String name = json.string(tensor + "'s dtype", MAX_TYPE);
      for (SafeTensorsType known : SafeTensorsType.values()) {
        if (known.name().equals(name)) {
          return known;
        }
      }
      String all =
          Arrays.stream(SafeTensorsType.values()).map(Enum::name).collect(Collectors.joining(" "));
      throw errors.at(at, tensor + " must be of a known type", name, "one of " + all);
    }

    private long[] numbers(String field, int most) throws IOException {
      String what = tensor + "'s " + field;
      List<Long> numbers = new ArrayList<>();
      json.list(
          what,
          () -> {
            if (numbers.size() == most) {
              throw errors.at(json.offset(), what + " is too long", "more", most + " numbers");
            }
            numbers.add(json.number("each of " + what));
          });
      return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private Shape checked(long at, long[] sizes) {
      try {
        return Shape.of(sizes);
      } catch (ShapeException e) {
        throw errors.at(at, tensor + " must have a valid shape", e.got(), e.rule());
      }
    }

    private void checkBytes(long at, Entry entry, SafeTensorsType type) {
      long length = entry.end() - entry.begin();
      if (length < 0 || entry.end() > space) {
        throw errors.at(
            at,
            tensor + " must lie in the file",
            "bytes " + entry.begin() + " to " + entry.end() + " of the values",
            "a begin, an end not before it, and no more than " + space,
            length < 0 ? FileErrors.DAMAGED : FileErrors.CUT_OFF);
      }
      long elements = entry.shape().numel();
      boolean fits =
          elements <= Long.MAX_VALUE / type.bits() && elements * type.bits() == length * Byte.SIZE;
      if (!fits) {
        throw errors.at(
            start + entry.begin(),
            tensor + " must have the bytes its shape needs",
            length + " bytes for shape " + entry.shape() + " of " + type,
            type.bits() + " bits for each element, and whole bytes");
      }
    }
  }
}
