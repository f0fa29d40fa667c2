package io.kindling.spark;

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
  Rows rows(double[] values, int count, RowScaling scaling) {
    int more = beside().width();
    return new Rows(
        columns(values, count, 0, features, scaling),
        classes ? classes(values, count) : columns(values, count, features, targets, scaling),
        more == 0 ? null : columns(values, count, features + targets, more, scaling));
  }

  private TensorData classes(double[] values, int count) {
    long[] indices = new long[count];
    for (int row = 0; row < count; row++) {
      indices[row] = (long) values[row * width() + features];
    }
    return TensorData.view(indices, Shape.of(count));
  }

  private TensorData columns(double[] values, int count, int from, int wanted, RowScaling scaling) {
    float[] columns = new float[count * wanted];
    int width = width();
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < wanted; i++) {
        columns[row * wanted + i] = scaling.apply(values[row * width + from + i], from + i);
      }
    }
    return TensorData.view(columns, Shape.of(count, wanted));
  }
}
