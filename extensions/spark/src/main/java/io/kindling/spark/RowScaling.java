package io.kindling.spark;

import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a row's numbers, in float64, before they are rounded to float32: {@code (x −
 * mean) / scale}, as {@link Scaling} has it.
 *
 * @param mean for each number of a row
 * @param scale for each number of a row
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RowScaling(double[] mean, double[] scale) implements Serializable {
  /**
   * That of a standardizer.
   *
   * @param form how many numbers a row has
   * @param standardizer what is done to features and targets; null for nothing
   */
  static RowScaling of(RowForm form, @Nullable Standardizer standardizer) {
    double[] scale = new double[form.width()];
    Arrays.fill(scale, 1);
    RowScaling scaling = new RowScaling(new double[form.width()], scale);
    if (standardizer != null) {
      scaling.put(standardizer.features(), 0);
      scaling.put(standardizer.targets(), form.features());
    }
    return scaling;
  }

  private void put(@Nullable Scaling scaling, int at) {
    for (int i = 0; scaling != null && i < scaling.mean().size(); i++) {
      mean[at + i] = scaling.mean().get(i);
      scale[at + i] = scaling.scale().get(i);
    }
  }

  float apply(double value, int place) {
    return (float) ((value - mean[place]) / scale[place]);
  }
}
