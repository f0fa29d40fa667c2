package io.kindling.statistics;

import java.util.stream.IntStream;

/**
 * Means and covariances of the columns of a path, the target's last, from exact sums: each to 32
 * digits, however far from 0 the columns lie. Columns are counted in units of their own, powers of
 * two.
 */
final class Covariances {
  private final int columns;
  private final int[] units;
  private final ExactNumber weight;
  private final ExactNumber[] sums;
  private final double[] high; // of i ≤ j, at j (j + 1) / 2 + i
  private final double[] low;

  /** Where sums are from, 0 being the constant's place. */
  @FunctionalInterface
  interface Source {
    /** {@return a sum of products; i ≤ j} */
    ExactNumber sum(int i, int j);
  }

  private Covariances(int[] places, Source source) {
    this(places, units(places, source), source);
  }

  private Covariances(int[] places, int[] units, Source source) {
    this.columns = places.length;
    this.units = units;
    weight = source.sum(0, 0);
    sums = new ExactNumber[columns];
    for (int i = 0; i < columns; i++) {
      sums[i] = source.sum(0, places[i]);
    }
    high = new double[columns * (columns + 1) / 2];
    low = new double[high.length];
    ExactNumber square = weight.times(weight);
    IntStream.range(0, columns)
        .parallel()
        .forEach(
            j -> {
              for (int i = 0; i <= j; i++) {
                int first = Math.min(places[i], places[j]);
                int last = Math.max(places[i], places[j]);
                ExactNumber product = weight.times(source.sum(first, last));
                put(i, j, product.minus(sums[i].times(sums[j])), square);
              }
            });
  }

  private void put(int i, int j, ExactNumber numerator, ExactNumber denominator) {
    DoubleDouble one = DoubleDouble.quotient(numerator, denominator, units[i] + units[j]);
    high[index(i, j)] = one.high();
    low[index(i, j)] = one.low();
  }

  private static int index(int i, int j) {
    return j * (j + 1) / 2 + i;
  }

  /** Powers of two near the columns' deviations. */
  private static int[] units(int[] places, Source source) {
    ExactNumber weight = source.sum(0, 0);
    int[] units = new int[places.length];
    for (int i = 0; i < units.length && !weight.isZero(); i++) {
      ExactNumber sum = source.sum(0, places[i]);
      ExactNumber square = source.sum(places[i], places[i]);
      ExactNumber spread = weight.times(square).minus(sum.times(sum));
      double deviation = spread.rootOver(weight.times(weight));
      units[i] = deviation > 0 ? Math.getExponent(deviation) : 0;
    }
    return units;
  }

  /**
   * Of all rows.
   *
   * @param places where columns are among the sums
   */
  static Covariances of(Moments moments, int[] places) {
    return new Covariances(places, moments::exact);
  }

  /** Of all rows but some. */
  static Covariances without(Moments all, Moments some, int[] places) {
    return new Covariances(places, (i, j) -> all.exact(i, j).minus(some.exact(i, j)));
  }

  /** Of some other rows, in the same units. */
  Covariances within(Moments others, int[] places) {
    return new Covariances(places, units, others::exact);
  }

  /** {@return how many columns there are, with the target} */
  int columns() {
    return columns;
  }

  /** {@return the power of two that a column is counted in} */
  int unit(int i) {
    return units[i];
  }

  /** {@return a covariance; i ≤ j} */
  double get(int i, int j) {
    return high[index(i, j)];
  }

  /** Adds a covariance times a factor; i ≤ j. */
  void addTo(PreciseSum sum, double factor, int i, int j) {
    int index = index(i, j);
    sum.add(factor, high[index], low[index]);
  }

  DoubleDouble mean(int i) {
    return DoubleDouble.quotient(sums[i], weight, units[i]);
  }

  /** {@return how far the mean of a column lies from that of other rows} */
  DoubleDouble apart(int i, Covariances other) {
    ExactNumber difference = sums[i].times(other.weight).minus(other.sums[i].times(weight));
    return DoubleDouble.quotient(difference, weight.times(other.weight), units[i]);
  }
}
