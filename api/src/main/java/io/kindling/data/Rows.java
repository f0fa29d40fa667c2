package io.kindling.data;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;

/**
 * Some rows of a data set, in the JVM's memory.
 *
 * @param features float32, {@code [rows, features]}
 * @param targets float32, {@code [rows, targets]}, or classes, int64, {@code [rows]}
 */
public record Rows(TensorData features, TensorData targets) {
  /** {@return how many rows} */
  public int count() {
    return Math.toIntExact(features.shape().size(0));
  }

  /** Checks what a source has given against what was declared and asked for. */
  void checkFits(int most, int features, int targets, DType targetType) {
    int count = count();
    Shape x = Shape.of(count, features);
    Shape y = targetType == DType.INT64 ? Shape.of(count) : Shape.of(count, targets);
    if (count > most
        || !this.features.shape().equals(x)
        || !this.targets.shape().equals(y)
        || this.targets.dtype() != targetType) {
      throw new DataException(
          "Dataset.streaming",
          "the source must give rows of the size that was declared",
          this.features + " and " + this.targets,
          DType.FLOAT32 + "" + x + " and " + targetType + y + ", at most " + most + " rows",
          null);
    }
  }
}
