package io.kindling.tck.kit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Reads PyTorch's own numbers. The scripts beside them made them and say what each file holds;
 * {@link GoldenCases} has those of modules, losses, optimizers and operations.
 */
public final class Golden {
  private Golden() {}

  public static JsonElement read(String file) {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                Golden.class.getResourceAsStream("/io/kindling/tck/golden/" + file), file),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the seeds of a file of random numbers give. */
  public static JsonArray seeds(String file) {
    return read(file).getAsJsonObject().getAsJsonArray("seeds");
  }

  public static float[] floats(JsonElement array) {
    float[] floats = new float[array.getAsJsonArray().size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = array.getAsJsonArray().get(i).getAsFloat();
    }
    return floats;
  }

  public static int[] ints(JsonElement array) {
    int[] ints = new int[array.getAsJsonArray().size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.getAsJsonArray().get(i).getAsInt();
    }
    return ints;
  }

  /** A tensor, as {@code {"shape": …, "values": …}}, of int64 if {@code dtype} says so. */
  public static TensorData tensor(JsonElement tensor) {
    JsonObject object = tensor.getAsJsonObject();
    Shape shape = Shape.of(longs(object.get("shape")));
    return object.has("dtype")
        ? TensorData.of(longs(object.get("values")), shape)
        : TensorData.of(floats(object.get("values")), shape);
  }

  private static long[] longs(JsonElement array) {
    return Arrays.stream(ints(array)).asLongStream().toArray();
  }

  /** A state dict, as an object of tensors. */
  public static Map<String, TensorData> state(JsonElement state) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    state
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> tensors.put(entry.getKey(), tensor(entry.getValue())));
    return tensors;
  }
}
