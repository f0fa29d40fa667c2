package io.kindling.benchmarks.report;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
  private static final double[] UNITS = {1, 1e3, 1e6, 1e9};
  private static final String[] NAMES = {"ns", "µs", "ms", "s"};

  private Numbers() {}

  /** Three digits that count, without an exponent. */
  static String plain(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /** Nanoseconds in a fitting unit. */
  static String time(double nanos) {
    int unit = 0;
    while (unit < UNITS.length - 1 && nanos >= UNITS[unit + 1]) {
      unit++;
    }
    return plain(nanos / UNITS[unit]) + " " + NAMES[unit];
  }

  /** The quartiles. */
  static String spread(Series series) {
    return plain(series.quantile(0.25)) + " … " + plain(series.quantile(0.75));
  }

  /** The quartiles of a time. */
  static String timeSpread(Series series) {
    return time(series.quantile(0.25)) + " … " + time(series.quantile(0.75));
  }
}
