package io.kindling.data;

import io.kindling.core.CheckReturnValue;
import io.kindling.error.DataException;
import io.kindling.exact.ColumnSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Shifts and scales columns: {@code (x − mean) / scale}.
 *
 * @param mean each column's mean
 * @param scale each column's population standard deviation; 1 where that is 0
 */
public record Scaling(List<Double> mean, List<Double> scale) {
  /**
   * Copies the lists.
   *
   * @throws DataException if they differ in length, or a number is not finite or a scale not above
   *     0
   */
  public Scaling {
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
    boolean fits = !mean.isEmpty() && mean.size() == scale.size();
    for (int i = 0; fits && i < mean.size(); i++) {
      fits = Double.isFinite(mean.get(i)) && Double.isFinite(scale.get(i)) && scale.get(i) > 0;
    }
    if (!fits) {
      throw new DataException(
          "Scaling",
          "each column must have a finite mean and a scale above 0",
          "means " + mean + ", scales " + scale,
          "as many means as scales",
          null);
    }
  }

  /**
   * The same, but for some columns.
   *
   * @param columns those that are to stay as they are, counted from 0
   * @return such a scaling
   */
  @CheckReturnValue
  public Scaling leaving(Set<Integer> columns) {
    List<Double> means = new ArrayList<>(mean);
    List<Double> scales = new ArrayList<>(scale);
    for (int column : columns) {
      means.set(column, 0.0);
      scales.set(column, 1.0);
    }
    return new Scaling(means, scales);
  }

  /**
   * Scales.
   *
   * @param values rows of as many columns as there are means
   * @return {@code (x − mean) / scale}, computed in double
   */
  public float[] apply(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return apply(wide);
  }

  /**
   * Scales, then rounds: a float32 would not hold what a large mean leaves of the digits.
   *
   * @param values rows of as many columns as there are means
   * @return {@code (x − mean) / scale}, computed in double
   */
  public float[] apply(double[] values) {
    float[] scaled = new float[values.length];
    apply(values, values.length, scaled, 0);
    return scaled;
  }

  /** Scales the first values into an array, from a place on. */
  void apply(double[] values, int count, float[] scaled, int at) {
    for (int column = 0; column < mean.size(); column++) {
      double shift = mean.get(column);
      double divisor = scale.get(column);
      for (int i = column; i < count; i += mean.size()) {
        scaled[at + i] = (float) ((values[i] - shift) / divisor);
      }
    }
  }

  /**
   * Undoes {@link #apply(float[])}, and rounds.
   *
   * @param values rows of as many columns as there are means
   * @return {@code x · scale + mean}, computed in double
   */
  public float[] invert(float[] values) {
    double[] wide = invertExactly(values);
    float[] restored = new float[values.length];
    for (int i = 0; i < restored.length; i++) {
      restored[i] = (float) wide[i];
    }
    return restored;
  }

  /**
   * Undoes {@link #apply(double[])}: with a large mean a float32 would not hold the digits.
   *
   * @param values rows of as many columns as there are means
   * @return {@code x · scale + mean}
   */
  public double[] invertExactly(float[] values) {
    double[] restored = new double[values.length];
    for (int column = 0; column < mean.size(); column++) {
      double shift = mean.get(column);
      double factor = scale.get(column);
      for (int i = column; i < values.length; i += mean.size()) {
        restored[i] = values[i] * factor + shift;
      }
    }
    return restored;
  }

  /**
   * The scaling that goes with sums over all rows.
   *
   * @param sums the sums, of one row at least
   * @return means, and deviations, 1 in place of 0
   */
  public static Scaling of(ColumnSums sums) {
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (int column = 0; column < sums.columns(); column++) {
      double deviation = sums.deviation(column);
      means.add(sums.mean(column));
      scales.add(deviation > 0 ? deviation : 1);
    }
    return new Scaling(means, scales);
  }
}
