package io.kindling.spark;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Beside;
import io.kindling.data.Rows;
import java.io.Serializable;

/**
 * How many numbers a row has, in this order: features, targets, and what is beside them.
 *
 * @param features how many features
 * @param targets how many targets; 1 for classes
 * @param classes whether targets are classes
 * @param weight whether there is a weight
 * @param offset whether there is an offset
 */
record RowForm(int features, int targets, boolean classes, boolean weight, boolean offset)
    implements Serializable {
  Beside beside() {
    return new Beside(weight, offset);
  }

  int width() {
    return features + targets + beside().width();
  }

  /** Takes rows apart that lie one after the other. */
  Rows rows(float[] values, int count) {
    float[] more = columns(values, count, features + targets, beside().width());
    return new Rows(
        TensorData.view(columns(values, count, 0, features), Shape.of(count, features)),
        targets(columns(values, count, features, targets), count),
        beside().width() == 0 ? null : TensorData.view(more, Shape.of(count, beside().width())));
  }

  private TensorData targets(float[] values, int count) {
    if (!classes) {
      return TensorData.view(values, Shape.of(count, targets));
    }
    long[] indices = new long[count];
    for (int row = 0; row < count; row++) {
      indices[row] = (long) values[row];
    }
    return TensorData.view(indices, Shape.of(count));
  }

  private float[] columns(float[] values, int count, int from, int wanted) {
    float[] columns = new float[count * wanted];
    for (int row = 0; row < count; row++) {
      System.arraycopy(values, row * width() + from, columns, row * wanted, wanted);
    }
    return columns;
  }

  DType targetType() {
    return classes ? DType.INT64 : DType.FLOAT32;
  }
}
