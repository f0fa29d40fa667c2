package io.kindling.predict;

import io.kindling.data.Scaling;
import io.kindling.forward.OneSum;
import org.jspecify.annotations.Nullable;

/** {@code (x − mean) / scale} of rows, in float64, or nothing, rounded once. */
final class Preparation {
  private final boolean scales;
  private final double[] mean;
  private final double[] scale;

  /** What a model wants done to its features; null for nothing. */
  Preparation(@Nullable Scaling scaling, int width) {
    scales = scaling != null;
    mean = new double[width];
    scale = new double[width];
    for (int i = 0; scaling != null && i < width; i++) {
      mean[i] = scaling.mean().get(i);
      scale[i] = scaling.scale().get(i);
    }
  }

  /** {@return whether float32 stays as it is} */
  boolean isNothing() {
    return !scales;
  }

  /** A sum of a row that is prepared. */
  float sum(OneSum sum, float[] row) {
    return scales ? sum.of(row, mean, scale) : sum.of(row);
  }

  /** A sum of a row that is prepared. */
  float sum(OneSum sum, double[] row) {
    return scales ? sum.of(row, mean, scale) : sum.of(row);
  }

  /** Prepares the features of a row. */
  void apply(double[] row, int from, float[] to, int at) {
    for (int i = 0; i < mean.length; i++) {
      double number = row[from + i];
      to[at + i] = (float) (scales ? (number - mean[i]) / scale[i] : number);
    }
  }

  /** Prepares the features of a row. */
  void apply(float[] row, int from, float[] to, int at) {
    for (int i = 0; i < mean.length; i++) {
      float number = row[from + i];
      to[at + i] = scales ? (float) ((number - mean[i]) / scale[i]) : number;
    }
  }

  /** The row of which {@link #apply} makes this, but for rounding. */
  void undo(float[] prepared, double[] row) {
    for (int i = 0; i < mean.length; i++) {
      row[i] = scales ? prepared[i] * scale[i] + mean[i] : prepared[i];
    }
  }
}
