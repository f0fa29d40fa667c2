package io.kindling.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.notes.Metadata;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie, and files that were damaged anywhere. */
final class SafeTensorsHostileTest {
  @TempDir Path folder;

  private Path file(String header, int bytes) throws IOException {
    return file(header.getBytes(StandardCharsets.UTF_8), bytes);
  }

  private Path file(byte[] json, int bytes) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(folder.resolve("file"), file.putLong(json.length).put(json).array());
  }

  private static String tensor(String name, String fields) {
    return "\"" + name + "\":{\"dtype\":\"F32\"," + fields + "}";
  }

  private static TensorData tensor(Path file) throws IOException {
    return Objects.requireNonNull(SafeTensors.read(file).tensors().get("a"));
  }

  private void refused(Path file, String message) {
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": at byte ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4294967296,4294967296",
        "9223372036854775807,2,0",
        "4611686018427387904,4",
        "2305843009213693952",
        "9223372036854775808",
        "18446744073709551617",
        "-1",
        "-0",
        "01",
        "1.0",
        "1e0",
        "1E0",
        "\"1\"",
        "true",
        "null",
        "",
        "1,"
      })
  void refusesShapesThatOverflowOrAreNoDigits(String shape) throws IOException {
    refused(
        file("{" + tensor("a", "\"shape\":[" + shape + "],\"data_offsets\":[0,0]") + "}", 0), "");
  }

  @Test
  void refusesMoreThan64Dimensions() throws IOException {
    for (int rank : new int[] {64, 65, 100_000}) {
      String ones = "1,".repeat(rank - 1) + "1";
      Path file =
          file("{" + tensor("a", "\"shape\":[" + ones + "],\"data_offsets\":[0,4]") + "}", 4);
      if (rank == 64) {
        assertThat(tensor(file).shape().rank()).isEqualTo(64);
      } else {
        refused(file, "tensor 'a''s shape is too long");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nul",
        "truer",
        "[1,]",
        "{\"b\":1,}",
        "{\"b\"}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "'b'",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\t\"",
        "\"\\u00g0\"",
        "NaN",
        ""
      })
  void readsOverOtherFieldsOnlyIfTheyAreJson(String value) throws IOException {
    String fields = "\"shape\":[1],\"data_offsets\":[0,4],\"other\":";
    for (String fine : new String[] {"null", "[-1.5e+3,true,{\"b\":[]}]", "\"\\ud83d\\ude00\""}) {
      Path file = file("{" + tensor("a", fields + fine) + "}", 4);
      assertThat(SafeTensors.read(file).tensors()).containsOnlyKeys("a");
    }
    refused(file("{" + tensor("a", fields + value) + "}", 4), "");
  }

  @Test
  void readsOverLongTextsOfAnyCharacters() throws IOException {
    String fields = "\"shape\":[1],\"data_offsets\":[0,4],\"other\":\"";
    for (String character : new String[] {"x", "é", "世", "😀", "\\n"}) {
      String text = "y" + character.repeat(5000);
      assertThat(SafeTensors.read(file("{" + tensor("a", fields + text + "\"") + "}", 4)).tensors())
          .hasSize(1);
    }
    byte[] latin1 = ("{" + tensor("a", fields + "é\"") + "}").getBytes(StandardCharsets.ISO_8859_1);
    refused(file(latin1, 4), "must be UTF-8");
    byte[] continuations =
        ("{" + tensor("a", fields) + "x".repeat(9000)).getBytes(StandardCharsets.UTF_8);
    Arrays.fill(continuations, continuations.length - 9000, continuations.length, (byte) 0x80);
    refused(file(continuations, 4), "the header must be JSON");
  }

  @Test
  void refusesDepth() throws IOException {
    for (String bracket : new String[] {"[", "{\"a\":"}) {
      String fields = "\"shape\":[1],\"data_offsets\":[0,4],\"other\":" + bracket.repeat(100_000);
      refused(file("{" + tensor("a", fields), 4), "no deeper nesting");
    }
  }

  @Test
  void refusesBooleansThatAreNone() throws IOException {
    Path file = file("{\"a\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}", 3);
    assertThat(tensor(file).toLongArray()).containsOnly(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] = 2;
    Files.write(file, bytes);
    refused(file, "at byte " + (bytes.length - 2) + ", tensor 'a' must hold booleans (got 2;");
  }

  @Test
  @Timeout(10)
  void refusesAsManyTensorsAsOneLikesOfTheSameBytes() throws IOException {
    String aliases =
        IntStream.range(0, 100_000)
            .mapToObj(i -> tensor("t" + i, "\"shape\":[1],\"data_offsets\":[0,4]"))
            .collect(Collectors.joining(",", "{", "}"));
    refused(file(aliases, 4), "tensors must not share bytes (got 2 tensors");
    String empty =
        IntStream.rangeClosed(0, 100_000)
            .mapToObj(i -> tensor("t" + i, "\"shape\":[0],\"data_offsets\":[0,0]"))
            .collect(Collectors.joining(",", "{", "}"));
    refused(file(empty, 0), "at most 100000 tensors");
  }

  @Test
  void limitsDimensions() throws IOException {
    String shape = "\"shape\":[" + "1,".repeat(63) + "0],\"data_offsets\":[0,0]";
    String many =
        IntStream.rangeClosed(0, SafeTensorsHeader.MAX_DIMENSIONS / 64)
            .mapToObj(i -> tensor("t" + i, shape))
            .collect(Collectors.joining(",", "{", "}"));
    refused(file(many, 0), "the tensors have too many dimensions");
  }

  @Test
  void limitsNamesAndNotes() throws IOException {
    String name = "n".repeat(SafeTensorsHeader.MAX_NAME + 1);
    refused(file("{" + tensor(name, "\"shape\":[0],\"data_offsets\":[0,0]") + "}", 0), "too long");
    String note = "n".repeat(Metadata.MAX_BYTES / 2);
    refused(
        file("{\"__metadata__\":{\"a\":\"" + note + "\",\"b\":\"" + note + "\"}}", 0),
        "__metadata__ is too long");
    refused(file("{\"__metadata__\":{\"a\":\"b\",\"a\":\"b\"}}", 0), "once");
  }

  @Test
  void writesNothingThatItWouldNotRead() {
    TensorData data = TensorData.of(new float[1], Shape.scalar());
    long[] ones = LongStream.generate(() -> 1).limit(65).toArray();
    Path file = folder.resolve("file");
    for (SavedState state :
        new SavedState[] {
          new SavedState(Map.of("__metadata__", data), Map.of()),
          new SavedState(Map.of("a\0b", data), Map.of()),
          new SavedState(Map.of("\ud800", data), Map.of()),
          new SavedState(Map.of("n".repeat(5000), data), Map.of()),
          new SavedState(Map.of("a", TensorData.of(new float[1], Shape.of(ones))), Map.of()),
          new SavedState(Map.of(), Map.of("\udc00", "")),
          new SavedState(Map.of(), Map.of("a", "n".repeat(9 << 20)))
        }) {
      assertThatThrownBy(() -> SafeTensors.write(file, state))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(file + ": ")
          .hasMessageContaining("nothing was written");
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void saysWhatHoldsTheTypeThatItCannot() {
    Path pt = folder.resolve("complex.pt");
    TorchFile.save(
        pt, Map.of("w", StoredTensor.of(StoredType.COMPLEX128, Shape.of(1), new byte[16])));
    assertThatThrownBy(
            () -> StateFile.convert(pt, folder.resolve("c.safetensors"), StateFormat.SAFETENSORS))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "expected any but complex128; write .pt, which holds it; nothing was");
  }

  /** A small file with three floats at the end. */
  private byte[] small() throws IOException {
    Path file = folder.resolve("small");
    Map<String, TensorData> tensors =
        Map.of("x", TensorData.of(new float[] {1, -2, 3}, Shape.of(3)));
    SafeTensors.write(file, new SavedState(tensors, Map.of()));
    return Files.readAllBytes(file);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = small();
    for (int length = 0; length < whole.length; length++) {
      refused(Files.write(folder.resolve("file"), Arrays.copyOf(whole, length)), "");
    }
  }

  /**
   * The format has no checksum: a byte that changes among the values is another value, one in the
   * header may be another name or type. Whatever loads must be what the bytes now say: all of them,
   * each once.
   */
  @Test
  void everyFlippedByteIsRefusedOrReadAsItIs() throws IOException {
    byte[] whole = small();
    int values = whole.length - 3 * Float.BYTES;
    Path file = Files.write(folder.resolve("file"), whole);
    int loaded = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = 0; at < whole.length; at++) {
        byte[] changed = whole.clone();
        for (int flip = 1; flip < 256; flip++) {
          changed[at] = (byte) (whole[at] ^ flip);
          channel.write(ByteBuffer.wrap(changed, at, 1), at);
          byte[] read = readOrRefused(file);
          if (at >= values || read.length > 0) {
            assertThat(read).isEqualTo(Arrays.copyOfRange(changed, values, changed.length));
            loaded++;
          }
        }
        channel.write(ByteBuffer.wrap(whole, at, 1), at);
      }
    }
    // all of the values' bytes; of the header's, names and types of the same width
    assertThat(loaded).isBetween(12 * 255 + 50, 12 * 255 + 500);
  }

  /** The bytes that the values stand for, or none if the file is refused. */
  private static byte[] readOrRefused(Path file) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(3 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (TensorData tensor : SafeTensors.read(file).tensors().values()) {
        switch (tensor.dtype()) {
          case FLOAT32 -> bytes.asFloatBuffer().put(tensor.floats());
          case INT64 -> {
            for (long value : tensor.toLongArray()) {
              bytes.putInt((int) value);
            }
          }
        }
      }
      return bytes.array();
    } catch (CheckpointException e) {
      assertThat(e.rule().startsWith("at byte ")).isTrue();
      return new byte[0];
    }
  }
}
