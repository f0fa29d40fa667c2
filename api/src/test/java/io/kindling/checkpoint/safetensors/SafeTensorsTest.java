package io.kindling.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Safetensors files: to the byte when written, to the letter when read. */
final class SafeTensorsTest {
  @TempDir Path folder;

  private Path file(String header, int bytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(folder.resolve("file"), file.putLong(json.length).put(json).array());
  }

  @Test
  void writesWhatTheFormatSays() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Map<String, TensorData> tensors =
        Map.of(
            "b", TensorData.of(new float[] {1, 2}, Shape.of(2)),
            "a", TensorData.of(new float[] {-1}, Shape.of(1, 1)),
            "n", TensorData.of(new long[] {7}, Shape.scalar()));
    SafeTensors.write(file, new SavedState(tensors, Map.of("k", "v\n\"")));
    String header =
        "{\"__metadata__\":{\"k\":\"v\\n\\\"\"},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[12,20]}}";
    byte[] json =
        (header + " ".repeat((8 - header.length() % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    byte[] expected =
        ByteBuffer.allocate(8 + json.length + 20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .putLong(7)
            .putFloat(-1)
            .putFloat(1)
            .putFloat(2)
            .array();
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
    assertThat(SafeTensors.read(file).tensors()).isEqualTo(tensors);
    assertThat(SafeTensors.read(file).metadata()).containsExactly(Map.entry("k", "v\n\""));
  }

  @Test
  void readsAnyOrderAndEscapes() throws IOException {
    String header =
        " {\"\\u0062\\/\" : {\"shape\":[1], \"data_offsets\":[4,8], \"dtype\":\"F32\"},\n"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},"
            + "\"c\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}} ";
    assertThat(SafeTensors.read(file(header, 8)).tensors()).containsOnlyKeys("b/", "a", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|0|the header must be an object",
        "{|0|a key must be a text",
        "{\"a\":1}|0|tensor 'a' must be an object",
        "{\"a\":{}}|0|tensor 'a' must be described in full",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|a"
            + " name must not occur twice",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,5]}}|4|is too long",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1,5]}}|5|must begin where",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|5|must fill the file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|3|must lie in the file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4|the bytes its shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4|whole number",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}|4|whole number",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|0"
            + "|valid shape",
        "{\"a\":{\"dtype\":\"F9\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|a known type",
        "{\"__metadata__\":{\"k\":1}}|0|must be a text"
      })
  void refusesWhatIsMalformed(String header, int bytes, String message) throws IOException {
    Path file = file(header, bytes);
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesHeadersThatLie() throws IOException {
    Path file = folder.resolve("file");
    for (long length : new long[] {-1, 1, 100, 1L << 40, Long.MAX_VALUE}) {
      ByteBuffer bytes = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      Files.write(file, bytes.put((byte) '{').array());
      assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(CheckpointException.class);
    }
    Path deep = file("[".repeat(100_000), 0);
    assertThatThrownBy(() -> SafeTensors.read(deep))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the header must be an object");
  }
}
