package io.kindling.data;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a data set, in the JVM's memory.
 *
 * @param features float32, {@code [rows, features]}
 * @param targets float32, {@code [rows, targets]}, or classes, int64, {@code [rows]}
 * @param beside float32, {@code [rows, width]}, as {@link Dataset#beside} says; null for nothing
 */
public record Rows(TensorData features, TensorData targets, @Nullable TensorData beside) {
  /**
   * Rows of features and targets only.
   *
   * @param features float32, {@code [rows, features]}
   * @param targets float32, {@code [rows, targets]}, or classes, int64, {@code [rows]}
   */
  public Rows(TensorData features, TensorData targets) {
    this(features, targets, null);
  }

  /** {@return how many rows} */
  public int count() {
    return Math.toIntExact(features.shape().size(0));
  }

  /** Checks what a source has given against what was declared and asked for. */
  void checkFits(int most, int features, int targets, DType targetType, int beside) {
    int count = count();
    Shape x = Shape.of(count, features);
    Shape y = targetType == DType.INT64 ? Shape.of(count) : Shape.of(count, targets);
    Shape more = beside == 0 ? null : Shape.of(count, beside);
    if (count > most
        || !this.features.shape().equals(x)
        || !this.targets.shape().equals(y)
        || this.targets.dtype() != targetType
        || !Objects.equals(this.beside == null ? null : this.beside.shape(), more)) {
      throw new DataException(
          "Dataset.streaming",
          "the source must give rows of the size that was declared",
          this.features
              + " and "
              + this.targets
              + (this.beside == null ? "" : " and " + this.beside),
          DType.FLOAT32
              + ""
              + x
              + " and "
              + targetType
              + y
              + (more == null ? "" : " and " + DType.FLOAT32 + more)
              + ", at most "
              + most
              + " rows",
          null);
    }
  }
}
