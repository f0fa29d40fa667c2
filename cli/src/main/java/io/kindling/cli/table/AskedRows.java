package io.kindling.cli.table;

import io.kindling.data.Dataset;
import io.kindling.table.RowColumns;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Rows that a model is asked about. */
public final class AskedRows {
  /** How to go on where a row has no answer. */
  public static final String WITHOUT_IT = "--on-error skip leaves such rows out";

  private final int count;
  private final double[] features;
  private final double[] beside;
  private final BitSet refused;
  private final List<List<String>> texts;

  /**
   * Takes arrays and lists as they are.
   *
   * @param count how many there are
   * @param features the features of those that are not refused, row by row
   * @param beside the offsets of these, if there are any
   * @param refused those that no model can be applied to
   * @param texts columns as they stand in the table, with the spaces around them
   */
  AskedRows(
      int count, double[] features, double[] beside, BitSet refused, List<List<String>> texts) {
    this.count = count;
    this.features = features;
    this.beside = beside;
    this.refused = refused;
    this.texts = texts;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Whether there is none that a model can be applied to. */
  public boolean areAllRefused() {
    return features.length == 0;
  }

  /**
   * What a model predicts from, of those that it can be applied to: features, and the offset if
   * there is one.
   *
   * @param width how many features a row has
   */
  public Dataset inputs(int width, RowColumns columns) {
    return Dataset.of(features, width, new double[features.length / width], 1)
        .beside(columns.beside(), beside);
  }

  /** The features of those that a model can be applied to, row by row. */
  public double[] features() {
    return features;
  }

  /** The columns that were asked for, as they stand in the table. */
  public List<List<String>> texts() {
    return texts;
  }

  /** Whether no model can be applied to a row. */
  public boolean isRefused(int row) {
    return refused.get(row);
  }

  /**
   * Puts answers beside the rows that they are of.
   *
   * @param outputs what a model says of {@link #inputs}, row by row
   * @param width how many numbers it says of a row
   * @return as many numbers of every row; NaN where the row is refused
   */
  public double[] answers(double[] outputs, int width) {
    if (refused.isEmpty()) {
      return outputs;
    }
    double[] all = new double[count * width];
    Arrays.fill(all, Double.NaN);
    int from = 0;
    for (int row = refused.nextClearBit(0); row < count; row = refused.nextClearBit(row + 1)) {
      System.arraycopy(outputs, from, all, row * width, width);
      from += width;
    }
    return all;
  }
}
