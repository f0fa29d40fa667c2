package io.kindling.train;

import io.kindling.core.TensorData;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How much the elements of some rows count.
 *
 * @param weights a weight for each row; null where all count alike
 * @param columns how many elements a row has
 */
record RowWeights(@Nullable FloatBuffer weights, int columns) {
  /**
   * The weights of rows.
   *
   * @param weights a weight for each row; null where all count alike
   * @param elements the elements of all rows
   */
  static RowWeights of(@Nullable TensorData weights, Buffer elements) {
    if (weights == null) {
      return new RowWeights(null, 1);
    }
    FloatBuffer each = weights.floats();
    return new RowWeights(each, elements.limit() / Math.max(1, each.limit()));
  }

  /** The weight of an element. */
  double of(int element) {
    return weights == null ? 1 : weights.get(element / columns);
  }
}
