package io.kindling.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of Protocol Buffers, which is written field by field: each is a tag, the field's number
 * and how long its value is, and the value. Values are kept in pieces, so that a large one is not
 * copied into each message around it.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, Encoding</a>
 */
final class Message {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  /** {@return how many bytes it has} */
  long size() {
    return size;
  }

  Message integer(int field, long value) {
    return tag(field, VARINT).varint(value);
  }

  Message decimal(int field, float value) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return tag(field, FIXED32).add(bytes.putFloat(value).array());
  }

  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the array as it is. */
  Message bytes(int field, byte[] value) {
    return tag(field, DELIMITED).varint(value.length).add(value);
  }

  Message message(int field, Message value) {
    tag(field, DELIMITED).varint(value.size);
    pieces.addAll(value.pieces);
    size += value.size;
    return this;
  }

  Message messages(int field, List<Message> values) {
    values.forEach(value -> message(field, value));
    return this;
  }

  private Message tag(int field, int wireType) {
    return varint(((long) field << 3) | wireType);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private Message varint(long value) {
    byte[] bytes = new byte[value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7];
    long rest = value;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i < bytes.length - 1 ? rest | 0x80 : rest & 0x7f);
      rest >>>= 7;
    }
    return add(bytes);
  }

  private Message add(byte[] bytes) {
    pieces.add(bytes);
    size += bytes.length;
    return this;
  }

  void writeTo(OutputStream stream) throws IOException {
    for (byte[] piece : pieces) {
      stream.write(piece);
    }
  }
}
