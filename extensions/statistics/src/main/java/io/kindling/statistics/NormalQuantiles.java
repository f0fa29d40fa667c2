package io.kindling.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Standardized residuals by their size, each beside what it would be were they normal: of n of them
 * the ith beside the quantile of {@code (i − a) / (n + 1 − 2a)}, with a = ⅜ for ten or fewer, else
 * ½. They are those of R's {@code qqnorm}, and the line that of {@code qqline}.
 */
public final class NormalQuantiles {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int FEW = 10;
  private static final double FEW_SHIFT = 3.0 / 8;
  private static final double SHIFT = 0.5;
  private static final double QUARTER = 0.25;

  private final double[] sorted;

  private NormalQuantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Takes numbers, none of them NaN.
   *
   * @param numbers the numbers, which are put in order
   * @param count how many of them, from the first
   */
  static NormalQuantiles of(double[] numbers, int count) {
    Arrays.sort(numbers, 0, count);
    return new NormalQuantiles(count == numbers.length ? numbers : Arrays.copyOf(numbers, count));
  }

  /**
   * A residual beside a quantile.
   *
   * @param theoretical the quantile of the normal distribution
   * @param residual the standardized residual
   */
  public record Point(double theoretical, double residual) {}

  /** {@return how many residuals there are} */
  public int size() {
    return sorted.length;
  }

  /**
   * Finds a residual.
   *
   * @param rank how many are below it
   * @return it, with its quantile
   */
  public Point point(int rank) {
    double shift = sorted.length <= FEW ? FEW_SHIFT : SHIFT;
    double share = (rank + 1 - shift) / (sorted.length + 1 - 2 * shift);
    // by the nearer tail, so that both are alike
    double quantile =
        share <= SHIFT
            ? NORMAL.inverseCumulativeProbability(share)
            : NORMAL.inverseSurvivalProbability(1 - share);
    return new Point(quantile, sorted[rank]);
  }

  /**
   * Finds a residual, the first of several that are equal.
   *
   * @param residual one of them
   * @return it, with its quantile
   */
  public Point point(double residual) {
    int rank = Arrays.binarySearch(sorted, residual);
    while (rank > 0 && sorted[rank - 1] == residual) {
      rank--;
    }
    return point(rank);
  }

  /**
   * Chooses some of many, about as far from each other in their quantiles, so that none is left out
   * where they are few.
   *
   * @param most how many at most, 2 at least
   * @return all of them, or some, by their size
   */
  public List<Point> points(int most) {
    if (sorted.length <= most) {
      return IntStream.range(0, sorted.length).mapToObj(this::point).toList();
    }
    double end = point(sorted.length - 1).theoretical();
    return IntStream.range(0, most)
        .map(i -> rank(end * (2.0 * i / (most - 1) - 1)))
        .distinct()
        .mapToObj(this::point)
        .toList();
  }

  /** Of the residual that is nearest to a quantile. */
  private int rank(double quantile) {
    double at = NORMAL.cumulativeProbability(quantile) * sorted.length - SHIFT;
    return (int) Math.max(0, Math.min(sorted.length - 1, Math.rint(at)));
  }

  /** {@return the slope of the line through the quartiles; NaN where there are no residuals} */
  public double slope() {
    double apart = NORMAL.inverseCumulativeProbability(1 - QUARTER);
    return (quantile(1 - QUARTER) - quantile(QUARTER)) / (2 * apart);
  }

  /** {@return where that line is at 0} */
  public double intercept() {
    return (quantile(1 - QUARTER) + quantile(QUARTER)) / 2;
  }

  /** Between the two that are nearest, as R's type 7 and NumPy have it. */
  private double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
