package io.kindling.train;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in double precision as a tensor of float64: a training may have millions of epochs, and
 * as values of their own they would be more than a file may hold.
 */
final class Columns {
  private Columns() {}

  static <T> StoredTensor of(List<T> rows, ToDoubleFunction<T> number) {
    ByteBuffer bytes =
        ByteBuffer.allocate(rows.size() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    rows.forEach(row -> bytes.putDouble(number.applyAsDouble(row)));
    return StoredTensor.of(StoredType.FLOAT64, Shape.of(rows.size()), bytes.array());
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
