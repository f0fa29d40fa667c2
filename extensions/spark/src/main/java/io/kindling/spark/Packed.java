package io.kindling.spark;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers on the way from one user function to the next: as bytes, which Spark hands on as they
 * are, where it would take an array apart.
 */
final class Packed {
  private Packed() {}

  static byte[] of(double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
    bytes.asDoubleBuffer().put(numbers);
    return bytes.array();
  }

  /** Some, one after the other; null is none. */
  static byte[] joined(@Nullable Object... parts) {
    int length =
        Arrays.stream(parts)
            .filter(Objects::nonNull)
            .mapToInt(part -> ((byte[]) part).length)
            .sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    for (Object part : parts) {
      if (part != null) {
        all.put((byte[]) part);
      }
    }
    return all.array();
  }

  static double[] numbers(byte[] bytes) {
    double[] numbers = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
    return numbers;
  }
}
