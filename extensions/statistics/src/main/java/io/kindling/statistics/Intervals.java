package io.kindling.statistics;

import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How sure the predictions of a fit are: the value of a row x is ŷ = xᵀβ, with {@code h = xᵀ
 * (ZᵀWZ)⁻¹ x} its mean lies in {@code ŷ ± t s √h}, and a new observation of weight 1 in {@code ŷ ±
 * t s √(1 + h)}. Here s is the residual standard error and t the quantile of its degrees of
 * freedom.
 *
 * <p>It is written as {@link #words}, for files.
 */
public final class Intervals {
  private final List<String> names;
  private final double[] estimates;
  private final double[][] factor; // a lower triangle M, with (ZᵀWZ)⁻¹ = MᵀM
  private final double error;
  private final long degrees;
  private final double level;

  Intervals(
      List<String> names,
      double[] estimates,
      double[][] factor,
      double error,
      long degrees,
      double level) {
    this.names = List.copyOf(names);
    this.estimates = estimates;
    this.factor = factor;
    this.error = error;
    this.degrees = degrees;
    this.level = level;
  }

  /** What an interval is of. */
  public enum Kind {
    /** Of the mean of all rows like this one. */
    CONFIDENCE,
    /** Of a single new row like this one. */
    PREDICTION
  }

  /**
   * An interval.
   *
   * @param value ŷ
   * @param low where it begins
   * @param high where it ends
   */
  public record Interval(double value, double low, double high) {}

  /**
   * {@return the names of the coefficients, {@link LinearFit#INTERCEPT} first where there is one}
   */
  public List<String> names() {
    return names;
  }

  /** {@return how sure the intervals are, such as 0.95} */
  public double level() {
    return level;
  }

  /**
   * {@return whether there is an interval: of a penalised fit, or one without degrees of freedom,
   * nobody knows it}
   */
  public boolean isJudged() {
    return degrees > 0 && !Double.isNaN(error);
  }

  /**
   * Finds the interval of a row.
   *
   * @param kind what it is of
   * @param row a number for each of {@link #names}, 1 for the intercept
   * @return the interval; its bounds are NaN where there were no degrees of freedom left
   */
  public Interval of(Kind kind, double... row) {
    double value = 0;
    for (int i = 0; i < row.length; i++) {
      value += estimates[i] * row[i];
    }
    double variance = leverage(row) + (kind == Kind.PREDICTION ? 1 : 0);
    double off = quantile() * error * Math.sqrt(variance);
    return new Interval(value, value - off, value + off);
  }

  private double quantile() {
    return degrees == 0
        ? Double.NaN
        : TDistribution.of((double) degrees).inverseSurvivalProbability((1 - level) / 2);
  }

  /** {@code h = ‖M x‖²}. */
  double leverage(double[] row) {
    double sum = 0;
    for (double part : basis(row)) {
      sum += part * part;
    }
    return sum;
  }

  /** {@code M x}. */
  double[] basis(double[] row) {
    double[] basis = new double[factor.length];
    for (int i = 0; i < basis.length; i++) {
      for (int j = 0; j <= i; j++) {
        basis[i] += factor[i][j] * row[j];
      }
    }
    return basis;
  }

  /** The same without an error, so that only leverages are to be had of it. */
  Intervals unjudged() {
    return new Intervals(names, estimates, factor, Double.NaN, degrees, level);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Intervals that
        && words().equals(that.words())
        && summary().equals(that.summary());
  }

  @Override
  public int hashCode() {
    return words().hashCode();
  }

  /** The root of an element of the diagonal of {@code MᵀM}. */
  double deviation(int column) {
    double sum = 0;
    for (double part : column(column)) {
      sum += part * part;
    }
    return Math.sqrt(sum);
  }

  /** A column of M. */
  double[] column(int column) {
    double[] all = new double[factor.length];
    for (int i = column; i < all.length; i++) {
      all[i] = factor[i][column];
    }
    return all;
  }

  /**
   * Writes it.
   *
   * @return names, estimates, and a list of numbers for each coefficient, all of them equally long
   */
  public List<List<String>> words() {
    List<List<String>> words = new ArrayList<>(List.of(names));
    words.add(texts(estimates));
    for (double[] line : factor) {
      List<String> texts = new ArrayList<>(texts(line));
      while (texts.size() < names.size()) {
        texts.add("0.0");
      }
      words.add(texts);
    }
    return words;
  }

  private static List<String> texts(double[] numbers) {
    List<String> texts = new ArrayList<>();
    for (double number : numbers) {
      texts.add(Double.toString(number));
    }
    return texts;
  }

  /** {@return the residual standard error, its degrees of freedom, and the level, for files} */
  public List<String> summary() {
    return List.of(Double.toString(error), Long.toString(degrees), Double.toString(level));
  }

  /**
   * Reads what was written.
   *
   * @param words what {@link #words} gave
   * @param summary what {@link #summary} gave
   * @return the same
   * @throws DataException if they are no such words
   */
  public static Intervals parse(List<List<String>> words, List<String> summary) {
    try {
      int size = words.get(0).size();
      double[][] factor = new double[size][];
      for (int i = 0; i < size; i++) {
        factor[i] = numbers(words.get(i + 2).subList(0, i + 1));
      }
      return new Intervals(
          words.get(0),
          numbers(words.get(1)),
          factor,
          Double.parseDouble(summary.get(0)),
          Long.parseLong(summary.get(1)),
          Double.parseDouble(summary.get(2)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new DataException(
          "Intervals",
          "the words must be those of a fit",
          words.size() + " lists",
          "its own",
          null);
    }
  }

  private static double[] numbers(List<String> texts) {
    return texts.stream().mapToDouble(Double::parseDouble).toArray();
  }
}
