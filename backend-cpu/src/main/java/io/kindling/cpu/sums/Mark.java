package io.kindling.cpu.sums;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.core.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.zip.CRC32C;

/** What sums of one step have in common, and those of no other: a checksum of the parameters. */
final class Mark {
  private Mark() {}

  static int of(Map<String, TensorData> parameters) {
    CRC32C checksum = new CRC32C();
    parameters.forEach(
        (name, data) -> {
          checksum.update(name.getBytes(UTF_8));
          FloatBuffer values = data.floats();
          ByteBuffer bytes =
              ByteBuffer.allocate(values.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(values);
          checksum.update(bytes);
        });
    return (int) checksum.getValue();
  }
}
