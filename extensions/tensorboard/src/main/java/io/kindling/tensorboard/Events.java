package io.kindling.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Messages of TensorFlow's {@code Event} in the bytes of protocol buffers.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">event.proto</a>
 */
final class Events {
  private static final int VARINT = 0;
  private static final int DOUBLE = 1;
  private static final int BYTES = 2;
  private static final int FLOAT = 5;

  private Events() {}

  /**
   * The first of a file.
   *
   * @param time seconds since 1970
   */
  static byte[] first(double time) {
    Message event = new Message();
    event.number(1, time);
    event.bytes(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
    return event.bytes();
  }

  /**
   * Numbers at a step.
   *
   * @param time seconds since 1970
   * @param scalars numbers by their tags
   */
  static byte[] scalars(double time, long step, Map<String, Double> scalars) {
    Message summary = new Message();
    scalars.forEach(
        (tag, number) -> {
          Message value = new Message();
          value.bytes(1, tag.getBytes(StandardCharsets.UTF_8));
          value.number(2, number.floatValue());
          summary.bytes(1, value.bytes());
        });
    Message event = new Message();
    event.number(1, time);
    event.number(2, step);
    event.bytes(5, summary.bytes());
    return event.bytes();
  }

  /** A message in the making. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void key(int field, int type) {
      varint((field << 3) | type);
    }

    private void varint(long number) {
      long left = number;
      while ((left & ~0x7fL) != 0) {
        out.write((int) ((left & 0x7f) | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }

    private void number(int field, long number) {
      key(field, VARINT);
      varint(number);
    }

    private void number(int field, double number) {
      key(field, DOUBLE);
      little(Double.BYTES, buffer -> buffer.putDouble(number));
    }

    private void number(int field, float number) {
      key(field, FLOAT);
      little(Float.BYTES, buffer -> buffer.putFloat(number));
    }

    private void little(int size, Consumer<ByteBuffer> put) {
      ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
      put.accept(buffer);
      out.writeBytes(buffer.array());
    }

    private void bytes(int field, byte[] bytes) {
      key(field, BYTES);
      varint(bytes.length);
      out.writeBytes(bytes);
    }

    private byte[] bytes() {
      return out.toByteArray();
    }
  }
}
