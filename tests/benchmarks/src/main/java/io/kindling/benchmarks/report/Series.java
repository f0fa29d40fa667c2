package io.kindling.benchmarks.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/**
 * One quantity over the rounds.
 *
 * @param values by round
 */
record Series(Map<Integer, Double> values) {
  /** Of nothing. */
  static final Series NONE = new Series(Map.of());

  /** The same in the rounds that both have. */
  Series with(Series other, DoubleBinaryOperator operator) {
    Map<Integer, Double> joined = new TreeMap<>();
    values.forEach(
        (round, value) -> {
          Double theirs = other.values.get(round);
          if (theirs != null) {
            joined.put(round, operator.applyAsDouble(value, theirs));
          }
        });
    return new Series(joined);
  }

  /** How often this is the other, round by round: what disturbs a round disturbs both. */
  Series over(Series other) {
    return with(other, (mine, theirs) -> mine / theirs);
  }

  Series times(double factor) {
    Map<Integer, Double> scaled = new TreeMap<>();
    values.forEach((round, value) -> scaled.put(round, value * factor));
    return new Series(scaled);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  double median() {
    return quantile(0.5);
  }

  /** A quantile, between two values where it falls between them. */
  double quantile(double share) {
    double[] sorted = values.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
