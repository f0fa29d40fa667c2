package io.kindling.plot;

import java.util.Arrays;
import java.util.List;

/**
 * An axis.
 *
 * @param name what it measures
 * @param low where it begins
 * @param high where it ends
 * @param scale how far apart numbers are
 */
record Axis(String name, double low, double high, Scale scale) {
  /** A share of the data's span that is left free beyond it. */
  private static final double MARGIN = 0.04;

  /** Spans that are smaller than the digits of a double tell, or than can be divided. */
  private static final double EXACT = 1e-13;

  private static final double SMALLEST = 1e-290;

  /** How far apart numbers are. */
  enum Scale {
    LINEAR,
    /** Linear, and no number but whole ones means anything. */
    WHOLE,
    /** As far as their logarithms. */
    LOG
  }

  /**
   * An axis that has room for values.
   *
   * @param noise a share of the largest value; those that differ less are one
   */
  static Axis of(String name, Scale scale, double noise, List<double[]> values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] some : values) {
      for (double value : some) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new Axis(name, 0, 1, scale == Scale.LOG ? Scale.LINEAR : scale);
    }
    if (scale == Scale.LOG) {
      double margin = Math.exp(MARGIN * (Math.log(high) - Math.log(low)));
      return new Axis(
          name, Math.max(Double.MIN_NORMAL, low / margin), finite(high * margin), scale);
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    double half = high / 2 - low / 2;
    boolean one = half < SMALLEST || 2 * half <= Math.max(noise, EXACT) * size;
    double margin = one ? Math.max(1, size / 10) : 2 * MARGIN * half;
    return new Axis(name, finite(low - margin), finite(high + margin), scale);
  }

  private static double finite(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  /** Whether losses are told apart only by their logarithms. */
  static boolean isLog(List<double[]> values) {
    double low = min(values);
    return low > Double.MIN_NORMAL && -min(values.stream().map(Axis::negated).toList()) / low > 10;
  }

  private static double min(List<double[]> values) {
    return values.stream().flatMapToDouble(Arrays::stream).min().orElse(0);
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  /** Where a value is, from 0 at the beginning to 1 at the end. */
  double at(double value) {
    return scale == Scale.LOG
        ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (value / 2 - low / 2) / (high / 2 - low / 2); // halves: the whole may be infinite
  }
}
