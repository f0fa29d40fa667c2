package io.kindling.spark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Numbers on the way from one user function to the next: as bytes, which Spark hands on as they
 * are, where it would take an array apart. It is one JVM that does all with a row, so that they are
 * in its own order.
 */
final class Packed {
  private Packed() {}

  static byte[] of(double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
    bytes.order(ByteOrder.nativeOrder()).asDoubleBuffer().put(numbers);
    return bytes.array();
  }

  /** Some, one after the other; null is none. */
  static byte[] joined(@Nullable Object... parts) {
    int length = 0;
    for (Object part : parts) {
      length += part == null ? 0 : ((byte[]) part).length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (Object part : parts) {
      if (part != null) {
        byte[] bytes = (byte[]) part;
        System.arraycopy(bytes, 0, all, at, bytes.length);
        at += bytes.length;
      }
    }
    return all;
  }

  static double[] numbers(byte[] bytes) {
    double[] numbers = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asDoubleBuffer().get(numbers);
    return numbers;
  }
}
