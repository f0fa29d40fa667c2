package io.kindling.data;

import io.kindling.TensorData;

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
}
