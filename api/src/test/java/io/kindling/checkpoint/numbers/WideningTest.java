package io.kindling.checkpoint.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.PlainNumbers;
import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.safetensors.SafeTensorsFile;
import io.kindling.checkpoint.safetensors.SafeTensorsType;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Stored numbers become the floats and integers that they stand for. */
final class WideningTest {
  @TempDir Path folder;

  private static float[] floats(StoredType type, ByteBuffer bytes) {
    float[] floats = new float[bytes.remaining() / type.bytes()];
    Widening.floats(type, bytes.order(ByteOrder.LITTLE_ENDIAN), floats, 0, floats.length);
    return floats;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ALL,
      names = {"B?FLOAT(16|8_.*)"})
  void widensEveryPatternExactly(StoredType type) {
    int patterns = 1 << (8 * type.bytes());
    ByteBuffer bytes = buffer(patterns * type.bytes());
    for (int bits = 0; bits < patterns; bits++) {
      if (type.bytes() == 1) {
        bytes.put((byte) bits);
      } else {
        bytes.putShort((short) bits);
      }
    }
    float[] floats = floats(type, bytes.flip());
    for (int bits = 0; bits < patterns; bits++) {
      double expected = PlainNumbers.ofBits(type, bits);
      // compares bits, so that zeros have their signs; all NaNs are one
      if (Double.doubleToLongBits(floats[bits]) != Double.doubleToLongBits(expected)) {
        throw new AssertionError(type + " " + Integer.toHexString(bits) + " is " + expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT16, 1, 5.9604645E-8",
    "FLOAT16, 0x3c00, 1",
    "FLOAT16, 0x7bff, 65504",
    "FLOAT16, 0xfc00, -Infinity",
    "FLOAT16, 0x8000, -0.0",
    "BFLOAT16, 0x3f80, 1",
    "BFLOAT16, 1, 9.18355E-41",
    "FLOAT8_E4M3FN, 0x7e, 448",
    "FLOAT8_E4M3FN, 0x7f, NaN",
    "FLOAT8_E4M3FN, 1, 0.001953125",
    "FLOAT8_E4M3FNUZ, 0x7f, 240",
    "FLOAT8_E4M3FNUZ, 0x80, NaN",
    "FLOAT8_E5M2, 0x7b, 57344",
    "FLOAT8_E5M2, 0x7c, Infinity",
    "FLOAT8_E5M2, 0x7e, NaN",
    "FLOAT8_E5M2FNUZ, 0x7f, 57344",
    "FLOAT8_E5M2FNUZ, 0x80, NaN"
  })
  void knowsTheLimitsOfSmallTypes(StoredType type, String bits, float value) {
    ByteBuffer bytes = buffer(2).putShort(0, (short) (int) Integer.decode(bits));
    assertThat(floats(type, bytes.limit(type.bytes()))).containsExactly(value);
  }

  @ParameterizedTest
  @CsvSource({
    "0x1.0000010p0, 0x1.0p0", // half way: to the even one
    "0x1.0000030p0, 0x1.000004p0",
    "0x1.00000100000010p0, 0x1.000002p0",
    "0x1.fffffep127, 0x1.fffffep127",
    "0x1.fffffefffffffp127, 0x1.fffffep127",
    "0x1.ffffffp127, Infinity",
    "-0x1.0p128, -Infinity",
    "1e300, Infinity",
    "0x1.0p-149, 0x1.0p-149",
    "0x1.0p-150, 0",
    "0x1.8p-150, 0x1.0p-149",
    "-1e-300, -0.0",
    "NaN, NaN",
    "0.1, 0.1"
  })
  void roundsDoublesToTheNearest(double value, float expected) {
    ByteBuffer bytes = buffer(8).putDouble(0, value);
    assertThat(floats(StoredType.FLOAT64, bytes)).containsExactly(expected);
  }

  @Test
  void noFloatIsNearerThanWhatADoubleBecomes() {
    Random random = new Random(0);
    ByteBuffer bytes = buffer(8 * 10_000);
    while (bytes.hasRemaining()) {
      // exponents around those of floats
      bytes.putDouble(Math.scalb(random.nextDouble() - 0.5, random.nextInt(300) - 160));
    }
    float[] floats = floats(StoredType.FLOAT64, bytes.flip());
    for (int i = 0; i < floats.length; i++) {
      double value = bytes.getDouble(8 * i);
      if (Math.abs(value) < Float.MAX_VALUE) {
        double error = Math.abs(floats[i] - value);
        assertThat(error).isLessThanOrEqualTo(Math.abs(Math.nextUp(floats[i]) - value));
        assertThat(error).isLessThanOrEqualTo(Math.abs(Math.nextDown(floats[i]) - value));
      } else {
        assertThat(Math.abs(floats[i])).isGreaterThanOrEqualTo(Float.MAX_VALUE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, -128",
    "INT8, 127",
    "UINT8, 255",
    "BOOL, 1",
    "INT16, -32768",
    "UINT16, 65535",
    "INT32, -2147483648",
    "UINT32, 4294967295",
    "INT64, -9223372036854775808",
    "INT64, 9223372036854775807",
    "UINT32, 0"
  })
  void widensIntegersExactly(StoredType type, long value) {
    ByteBuffer bytes = buffer(8).putLong(0, value);
    long[] longs = new long[3];
    Widening.longs(type, bytes, longs, 1, 1);
    assertThat(longs).containsExactly(0, value, 0);
  }

  @ParameterizedTest
  @EnumSource(StoredType.class)
  void bothFormatsAgree(StoredType type) throws IOException {
    byte[] bytes = new byte[100 * type.bytes()];
    new Random(0).nextBytes(bytes);
    if (type == StoredType.BOOL) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= 1;
      }
    }
    StoredTensor values = StoredTensor.of(type, Shape.of(4, 25), bytes);
    Path torch = folder.resolve("model.pt");
    TorchFile.save(torch, Map.of("x", values));
    if (type.becomes().isPresent()) {
      TensorData expected = values.toTensorData();
      assertThat(expected.dtype()).isEqualTo(type.becomes().orElseThrow());
      assertThat(TorchFile.load(torch)).isEqualTo(Map.of("x", expected));
    }
    boolean known = SafeTensorsType.of(type).isPresent();
    assertThat(known).isEqualTo(type != StoredType.COMPLEX128);
    if (known) {
      Path file = folder.resolve("model.safetensors");
      SafeTensors.save(file, Map.of("x", values), Map.of());
      try (SafeTensorsFile open = SafeTensorsFile.open(file)) {
        assertThat(open.readRaw("x").bytes()).isEqualTo(values.bytes());
        if (type.becomes().isPresent()) {
          assertThat(open.read("x")).isEqualTo(values.toTensorData());
        }
      }
    }
  }

  @Test
  void everyTypeBecomesAFloatOrAnIntegerOrNeither() {
    for (StoredType type : StoredType.values()) {
      String name = type.torchName();
      boolean complex = name.startsWith("complex");
      boolean floating = name.contains("float");
      assertThat(type.becomes().isEmpty()).isEqualTo(complex || name.equals("uint64"));
      if (type.becomes().isPresent()) {
        assertThat(type.becomes().get()).isEqualTo(floating ? DType.FLOAT32 : DType.INT64);
      }
    }
  }
}
