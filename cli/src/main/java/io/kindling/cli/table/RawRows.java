package io.kindling.cli.table;

import io.kindling.data.Dataset;
import io.kindling.table.RowColumns;
import java.util.ArrayList;
import java.util.List;

/** Rows as they were read: numbers in float64, targets and others as the text that stood there. */
public final class RawRows {
  private final int count;
  private final double[] features;
  private final double[] numbers;
  private final List<List<String>> texts;
  private final List<List<String>> copied;
  private final double[] beside;

  /**
   * Takes arrays and lists as they are.
   *
   * @param features the features, row by row
   * @param numbers the targets, row by row; empty if they are labels
   * @param texts the targets, column by column, with the spaces around them
   * @param copied the columns that are copied, likewise
   * @param beside weights and offsets, row by row; empty if there are none
   */
  public RawRows(
      int count,
      double[] features,
      double[] numbers,
      List<List<String>> texts,
      List<List<String>> copied,
      double[] beside) {
    this.count = count;
    this.features = features;
    this.numbers = numbers;
    this.texts = texts;
    this.copied = copied;
    this.beside = beside;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The features, row by row. */
  public double[] features() {
    return features;
  }

  /** The targets, row by row; empty if they are labels. */
  public double[] numbers() {
    return numbers;
  }

  /** Weights and offsets, row by row; empty if there are none. */
  public double[] beside() {
    return beside;
  }

  /** Whether a row counts, where the rows have weights. */
  boolean count(RowColumns columns) {
    int width = columns.beside().width();
    for (int i = 0; i < beside.length; i += width) {
      if (beside[i] > 0) {
        return true;
      }
    }
    return columns.weights() == null;
  }

  /**
   * What a model predicts from: features, and the offset if there is one.
   *
   * @param width how many features a row has
   */
  public Dataset inputs(int width, RowColumns columns) {
    return Dataset.of(features, width, new double[count], 1).beside(columns.beside(), beside);
  }

  /** One feature's values. */
  public double[] feature(int column) {
    return column(features, column, features.length / count);
  }

  /** One target's values. */
  public double[] number(int column) {
    return column(numbers, column, texts.size());
  }

  /** One target's cells, with the spaces around them. */
  public List<String> texts(int target) {
    return texts.get(target);
  }

  /** The cells of the columns that are copied, with the spaces around them. */
  public List<List<String>> copied() {
    return copied;
  }

  /** One target's labels. */
  public List<String> labels(int target) {
    List<String> labels = new ArrayList<>();
    texts.get(target).forEach(text -> labels.add(text.strip()));
    return labels;
  }

  /** One column of an array of rows. */
  public static double[] column(double[] values, int column, int columns) {
    double[] picked = new double[values.length / columns];
    for (int row = 0; row < picked.length; row++) {
      picked[row] = values[row * columns + column];
    }
    return picked;
  }
}
