package io.kindling.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.safetensors.SafeTensorsFile.Entry;
import io.kindling.core.Shape;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files, in pieces, and the conversion of every value there is. */
final class SafeTensorsFileTest {
  private static final long LARGE = 5_000_000_000L;

  @TempDir Path folder;

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer header(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return littleEndian(8 + bytes.length).putLong(bytes.length).put(bytes).flip();
  }

  private Path file(String dtype, int count, ByteBuffer values) throws IOException {
    Path file = folder.resolve("file");
    int bytes = values.capacity();
    ByteBuffer header =
        header(
            "{\"x\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                .formatted(dtype, count, bytes));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(header);
      channel.write(values.rewind());
    }
    return file;
  }

  /** Takes no room on the disk: all but the ends is a hole. */
  private Path large() throws IOException {
    Path file = folder.resolve("large");
    String json =
        "{\"large\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[8,%d]},"
            + "\"small\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    ByteBuffer header = header(json.formatted(LARGE, LARGE + 8));
    long length = header.limit() + 8 + LARGE;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(header);
      channel.write(littleEndian(8).putFloat(1.5f).putFloat(-2).flip());
      channel.write(ByteBuffer.wrap(new byte[] {7}), length - 1);
    }
    return file;
  }

  @Test
  void opensFiveGigabytesWithoutReadingThem() throws IOException {
    try (SafeTensorsFile open = SafeTensorsFile.open(large())) {
      assertThat(open.tensors())
          .containsExactly(
              Map.entry("large", new Entry("large", "U8", Shape.of(LARGE), 8, LARGE + 8)),
              Map.entry("small", new Entry("small", "F32", Shape.of(2), 0, 8)));
      assertThat(open.read("small")).isEqualTo(TensorData.of(new float[] {1.5f, -2}, Shape.of(2)));
      assertThat(open.read("large", LARGE - 3, 3))
          .isEqualTo(TensorData.of(new long[] {0, 0, 7}, Shape.of(3)));
      assertThatThrownBy(() -> open.read("large"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("tensor 'large' must fit an array, or be read in pieces");
    }
  }

  @Test
  void readsPiecesThatLieInTheTensor() throws IOException {
    int count = 300_001;
    ByteBuffer values = littleEndian(count * Float.BYTES);
    for (int i = 0; i < count; i++) {
      values.putFloat(i);
    }
    try (SafeTensorsFile open = SafeTensorsFile.open(file("F32", count, values))) {
      float[] all = open.read("x").toFloatArray();
      float[] piece = open.read("x", 65_535, 200_000).toFloatArray();
      for (int i = 0; i < count; i++) {
        assertThat(all[i]).isEqualTo(i);
      }
      for (int i = 0; i < piece.length; i++) {
        assertThat(piece[i]).isEqualTo(65_535 + i);
      }
      assertThat(open.read("x", count, 0).shape()).isEqualTo(Shape.of(0));
      for (long from : new long[] {-1, count, Long.MAX_VALUE}) {
        assertThatThrownBy(() -> open.read("x", from, 1))
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining("a piece must lie in tensor 'x'");
      }
      assertThatThrownBy(() -> open.read("y"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("there must be such a tensor (got y; expected one of [x])");
    }
  }

  @Test
  void readsEveryHalf() throws IOException {
    ByteBuffer values = littleEndian(1 << 17);
    for (int bits = 0; bits < 1 << 16; bits++) {
      values.putShort((short) bits);
    }
    try (SafeTensorsFile open = SafeTensorsFile.open(file("F16", 1 << 16, values))) {
      float[] halves = open.read("x").toFloatArray();
      for (int bits = 0; bits < 1 << 16; bits++) {
        assertThat((Float) halves[bits]).as("bits %04x", bits).isEqualTo((Float) half(bits));
      }
    }
  }

  /** By the definition, in double precision. */
  private static float half(int bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double magnitude =
        exponent == 31
            ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
            : exponent == 0
                ? fraction * Math.pow(2, -24)
                : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
    return (float) (bits < 1 << 15 ? magnitude : -magnitude);
  }

  @Test
  void roundsDoublesOnce() throws IOException {
    double[] doubles = {0.1, 1e300, -1e300, 1e-300, 1 + 0x1p-24, 1 + 0x1p-24 + 0x1p-50, -0.0};
    ByteBuffer values = littleEndian(doubles.length * Double.BYTES);
    values.asDoubleBuffer().put(doubles);
    float infinity = Float.POSITIVE_INFINITY;
    float[] expected = {0.1f, infinity, -infinity, 0, 1, 1 + 0x1p-23f, -0f};
    try (SafeTensorsFile open = SafeTensorsFile.open(file("F64", doubles.length, values))) {
      assertThat(open.read("x")).isEqualTo(TensorData.of(expected, Shape.of(doubles.length)));
    }
  }

  @Test
  void aFileThatShrinksWhileItIsOpenIsRefused() throws IOException {
    Path file = file("F32", 4, littleEndian(16));
    try (SafeTensorsFile open = SafeTensorsFile.open(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(file) - 4);
      assertThatThrownBy(() -> open.read("x"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("the file must not end here");
    }
  }
}
