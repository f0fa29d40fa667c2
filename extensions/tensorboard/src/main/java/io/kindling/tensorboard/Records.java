package io.kindling.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frames that TensorFlow's files are made of: a length, its check, the bytes, their check.
 *
 * @see <a
 *     href="https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details">TFRecord</a>
 */
final class Records {
  /** What is added to a check that is turned by 15 bits, so that no check is that of a check. */
  private static final int MASK = 0xa282ead8;

  private Records() {}

  /** A frame around some bytes. */
  static byte[] framed(byte[] bytes) {
    byte[] length =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(bytes.length)
            .array();
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + bytes.length + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(length)
        .putInt(masked(length))
        .put(bytes)
        .putInt(masked(bytes))
        .array();
  }

  private static int masked(byte[] bytes) {
    CRC32C check = new CRC32C();
    check.update(bytes);
    return Integer.rotateRight((int) check.getValue(), 15) + MASK;
  }
}
