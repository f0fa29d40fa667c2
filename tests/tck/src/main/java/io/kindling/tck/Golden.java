package io.kindling.tck;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kindling.Shape;
import io.kindling.TensorData;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * PyTorch's own numbers, made by {@code golden/make_golden.py}, which says what each file holds.
 */
final class Golden {
  private Golden() {}

  static JsonElement read(String file) {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Golden.class.getResourceAsStream("golden/" + file), file),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static float[] floats(JsonElement array) {
    float[] floats = new float[array.getAsJsonArray().size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = array.getAsJsonArray().get(i).getAsFloat();
    }
    return floats;
  }

  static int[] ints(JsonElement array) {
    int[] ints = new int[array.getAsJsonArray().size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.getAsJsonArray().get(i).getAsInt();
    }
    return ints;
  }

  /** A tensor, as {@code {"shape": …, "values": …}}. */
  static TensorData tensor(JsonElement tensor) {
    int[] sizes = ints(tensor.getAsJsonObject().get("shape"));
    long[] shape = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      shape[i] = sizes[i];
    }
    return TensorData.of(floats(tensor.getAsJsonObject().get("values")), Shape.of(shape));
  }

  /** A state dict, as an object of tensors. */
  static Map<String, TensorData> state(JsonElement state) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    state
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> tensors.put(entry.getKey(), tensor(entry.getValue())));
    return tensors;
  }
}
