package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.error.DataException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * What travels between driver and executors: little-endian, four letters, the content, and at the
 * end the CRC-32C of all that.
 */
final class Bytes {
  private final byte[] all;
  private final ByteBuffer buffer;

  private Bytes(byte[] all) {
    this.all = all;
    this.buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Begins to write.
   *
   * @param letters what it is
   * @param length how long its content is
   */
  static Bytes write(String letters, long length) {
    long wanted = letters.length() + length + Integer.BYTES;
    Bytes bytes = new Bytes(new byte[Math.toIntExact(wanted)]);
    bytes.buffer.put(letters.getBytes(UTF_8));
    return bytes;
  }

  /**
   * Reads, and looks whether all is there.
   *
   * @param letters what it has to be
   * @param bytes what has come
   * @param reading reads the content to its end
   * @return what that has made of it
   * @throws DataException if it is something else, or damaged
   */
  static <T> T read(String letters, byte[] bytes, Function<Bytes, T> reading) {
    int end = bytes.length - Integer.BYTES;
    Bytes content = new Bytes(bytes);
    if (end < letters.length() || !letters.equals(new String(bytes, 0, letters.length(), UTF_8))) {
      throw damaged(letters, "other bytes");
    }
    if (content.buffer.getInt(end) != checksum(bytes, end)) {
      throw damaged(letters, "a wrong checksum");
    }
    content.buffer.limit(end).position(letters.length());
    try {
      T made = reading.apply(content);
      if (!content.buffer.hasRemaining()) {
        return made;
      }
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      // said below
    }
    throw damaged(letters, "another length");
  }

  private static DataException damaged(String letters, String got) {
    return new DataException(
        letters, "bytes must arrive as they were sent", got, "undamaged bytes", null);
  }

  private static int checksum(byte[] bytes, int length) {
    Checksum checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  /** What was written. */
  byte[] done() {
    int end = all.length - Integer.BYTES;
    if (buffer.position() != end) {
      throw new AssertionError(buffer.position() + " of " + end + " bytes");
    }
    buffer.putInt(checksum(all, end));
    return all;
  }

  Bytes put(int value) {
    buffer.putInt(value);
    return this;
  }

  Bytes put(long value) {
    buffer.putLong(value);
    return this;
  }

  Bytes put(double value) {
    buffer.putDouble(value);
    return this;
  }

  Bytes put(byte[] values) {
    buffer.putInt(values.length).put(values);
    return this;
  }

  Bytes put(DoubleBuffer values) {
    int count = values.remaining();
    buffer.asDoubleBuffer().put(values);
    buffer.position(buffer.position() + count * Double.BYTES);
    return this;
  }

  Bytes put(FloatBuffer values) {
    int count = values.remaining();
    buffer.asFloatBuffer().put(values);
    return skip(count);
  }

  private Bytes skip(int floats) {
    buffer.position(buffer.position() + floats * Float.BYTES);
    return this;
  }

  int getInt() {
    return buffer.getInt();
  }

  long getLong() {
    return buffer.getLong();
  }

  double getDouble() {
    return buffer.getDouble();
  }

  /** Bytes of a length that stands before them. */
  byte[] getBytes() {
    int length = buffer.getInt();
    if (length > buffer.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] values = new byte[length];
    buffer.get(values);
    return values;
  }

  double[] getDoubles(int count) {
    if (count > buffer.remaining() / Double.BYTES) {
      throw new BufferUnderflowException();
    }
    double[] values = new double[count];
    buffer.asDoubleBuffer().get(values);
    buffer.position(buffer.position() + count * Double.BYTES);
    return values;
  }

  float[] getFloats(int count) {
    if (count > buffer.remaining() / Float.BYTES) {
      throw new BufferUnderflowException();
    }
    float[] values = new float[count];
    getFloats(values, 0, count);
    return values;
  }

  void getFloats(float[] values, int from, int count) {
    buffer.asFloatBuffer().get(values, from, count);
    skip(count);
  }
}
