package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.List;

/** Weights of columns, as tensors have them. */
final class Weights {
  private Weights() {}

  /** A weight for each column: those given, or 1 where none are. */
  static TensorData of(List<Double> given, int columns) {
    float[] weights = new float[columns];
    for (int i = 0; i < columns; i++) {
      weights[i] = given.isEmpty() ? 1 : given.get(i).floatValue();
    }
    return TensorData.of(weights, Shape.of(columns));
  }

  /** 1 for each column, but 0 for one, if it is there. */
  static TensorData without(int column, int columns) {
    float[] weights = new float[columns];
    for (int i = 0; i < columns; i++) {
      weights[i] = i == column ? 0 : 1;
    }
    return TensorData.of(weights, Shape.of(columns));
  }
}
