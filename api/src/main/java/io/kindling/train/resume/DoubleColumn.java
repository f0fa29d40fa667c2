package io.kindling.train.resume;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in double precision as a tensor of float64: a training may have millions of epochs, and
 * as values of their own they would be more than a file may hold.
 */
public final class DoubleColumn {
  private DoubleColumn() {}

  /**
   * Writes a column.
   *
   * @param numbers its numbers
   * @return the tensor
   */
  public static StoredTensor of(double... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    return StoredTensor.of(StoredType.FLOAT64, Shape.of(numbers.length), bytes.array());
  }

  /** The numbers of such a tensor; null of anything else, or of another length. */
  static double @Nullable [] numbers(@Nullable Object value, int length) {
    if (!(value instanceof StoredTensor stored)
        || stored.type() != StoredType.FLOAT64
        || !stored.shape().equals(Shape.of(length))) {
      return null;
    }
    double[] numbers = new double[length];
    stored.bytes().asDoubleBuffer().get(numbers);
    return numbers;
  }
}
