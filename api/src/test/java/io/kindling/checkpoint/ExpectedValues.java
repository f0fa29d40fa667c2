package io.kindling.checkpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.checkpoint.torch.TorchTensor;
import io.kindling.core.DType;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What Python and C++ say that their files hold: JSON with {@code {"$tensor": {…}}} in it, integer
 * keys as strings, tuples as arrays, NaN and infinities as strings.
 */
public final class ExpectedValues {
  private ExpectedValues() {}

  /** The expectations beside the files of a folder, by the files' names. */
  public static Map<String, JsonElement> in(String folder) {
    try {
      String json =
          Files.readString(Fixtures.file(folder + "/expected.json"), StandardCharsets.UTF_8);
      return JsonParser.parseString(json).getAsJsonObject().asMap();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Compares what an open file holds: every value, and of tensors every property too. */
  public static void check(JsonElement expected, @Nullable Object actual, TorchFile file)
      throws IOException {
    if (actual instanceof TorchTensor tensor) {
      checkTensor(expected.getAsJsonObject().getAsJsonObject("$tensor"), tensor, file);
    } else if (actual instanceof Map<?, ?> map) {
      Map<String, JsonElement> entries = expected.getAsJsonObject().asMap();
      assertThat(map.keySet().stream().map(Object::toString))
          .containsExactlyElementsOf(entries.keySet());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        check(requireNonNull(entries.get(entry.getKey().toString())), entry.getValue(), file);
      }
    } else if (actual instanceof List<?> list) {
      checkItems(expected.getAsJsonArray(), list, file);
    } else if (actual instanceof Tuple tuple) {
      checkItems(expected.getAsJsonArray(), tuple.items(), file);
    } else {
      checkScalar(expected, actual);
    }
  }

  private static void checkItems(JsonArray expected, List<?> actual, TorchFile file)
      throws IOException {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      check(expected.get(i), actual.get(i), file);
    }
  }

  private static void checkScalar(JsonElement expected, @Nullable Object actual) {
    if (actual == null) {
      assertThat(expected.isJsonNull()).isTrue();
    } else if (actual instanceof Long
        || actual instanceof BigInteger
        || actual instanceof Boolean) {
      // a float would not print like an integer
      assertThat(actual).hasToString(expected.getAsString());
    } else if (actual instanceof Double number) {
      assertThat(expected.getAsString()).containsPattern("[.en]");
      assertThat(number).isEqualTo(number(expected));
    } else {
      assertThat(actual).isInstanceOf(String.class).isEqualTo(expected.getAsString());
    }
  }

  private static double number(JsonElement json) {
    return switch (json.getAsString()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> json.getAsDouble();
    };
  }

  private static void checkTensor(JsonObject expected, TorchTensor tensor, TorchFile file)
      throws IOException {
    assertThat(tensor.type().torchName()).isEqualTo(expected.get("dtype").getAsString());
    assertThat(Arrays.stream(tensor.shape().sizes()).boxed().toList())
        .isEqualTo(longs(expected, "shape"));
    assertThat(tensor.stride()).isEqualTo(longs(expected, "stride"));
    assertThat(tensor.storageOffset()).isEqualTo(expected.get("storage_offset").getAsLong());
    assertThat(tensor.storageNumel()).isEqualTo(expected.get("storage_numel").getAsLong());
    if (expected.has("requires_grad")) {
      assertThat(tensor.requiresGrad()).isEqualTo(expected.get("requires_grad").getAsBoolean());
    }
    StoredTensor raw = file.readRaw(tensor);
    assertThat(raw.type()).isEqualTo(tensor.type());
    assertThat(raw.shape()).isEqualTo(tensor.shape());
    List<Number> values = values(expected.getAsJsonArray("values"), raw.type());
    assertThat(numbers(raw)).isEqualTo(values);
    if (raw.type().becomes().isPresent()) {
      assertThat(numbers(file.read(tensor))).isEqualTo(converted(values));
      assertThat(raw.toTensorData()).isEqualTo(file.read(tensor));
    }
  }

  /** Of complex numbers real and imaginary part, one after the other. */
  private static List<Number> values(JsonArray json, StoredType type) {
    List<Number> values = new ArrayList<>();
    for (JsonElement value : json) {
      if (value.isJsonArray()) {
        value.getAsJsonArray().forEach(part -> values.add(number(part)));
      } else if (type == StoredType.BOOL) {
        values.add(value.getAsBoolean() ? 1L : 0L);
      } else if (type.becomes().equals(Optional.of(DType.INT64))) {
        values.add(value.getAsLong());
      } else {
        values.add(number(value));
      }
    }
    return values;
  }

  private static List<Number> numbers(StoredTensor raw) {
    StoredType part =
        switch (raw.type()) {
          case COMPLEX64 -> StoredType.FLOAT32;
          case COMPLEX128 -> StoredType.FLOAT64;
          default -> raw.type();
        };
    ByteBuffer bytes = raw.bytes();
    return IntStream.range(0, bytes.remaining() / part.bytes())
        .mapToObj(i -> PlainNumbers.at(part, bytes, i))
        .toList();
  }

  /** The rule: floating-point numbers to the nearest float, integers and truth values exactly. */
  private static List<Number> converted(List<Number> values) {
    return values.stream()
        .<Number>map(value -> value instanceof Double ? (double) value.floatValue() : value)
        .toList();
  }

  private static List<Number> numbers(TensorData data) {
    List<Number> numbers = new ArrayList<>();
    if (data.dtype() == DType.FLOAT32) {
      for (float value : data.toFloatArray()) {
        numbers.add((double) value);
      }
    } else {
      for (long value : data.toLongArray()) {
        numbers.add(value);
      }
    }
    return numbers;
  }

  private static List<Long> longs(JsonObject json, String name) {
    return json.getAsJsonArray(name).asList().stream().map(JsonElement::getAsLong).toList();
  }
}
