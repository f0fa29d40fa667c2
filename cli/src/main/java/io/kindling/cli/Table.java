package io.kindling.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows to train on: features in; targets out, which are numbers or labels. */
final class Table {
  private static final int TUTORIAL_ROWS = 11;

  private final String source;
  private final List<String> features;
  private final List<String> targets;
  private final float[] x;
  private final float[] y;
  private final List<List<String>> labels;

  /**
   * Takes arrays and lists as they are.
   *
   * @param source where the rows are from, as errors name it
   * @param features the names of the columns that go in
   * @param targets the names of the columns that come out
   * @param x the features, row by row
   * @param y the targets, row by row; empty if they are labels
   * @param labels the targets, column by column; empty if they are numbers
   */
  Table(
      String source,
      List<String> features,
      List<String> targets,
      float[] x,
      float[] y,
      List<List<String>> labels) {
    this.source = source;
    this.features = features;
    this.targets = targets;
    this.x = x;
    this.y = y;
    this.labels = labels;
  }

  /** The tutorial's data: y = 2x + 1 at x = 0 … 10. */
  static Table tutorial(boolean withLabels) {
    float[] x = new float[TUTORIAL_ROWS];
    float[] y = new float[TUTORIAL_ROWS];
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < TUTORIAL_ROWS; i++) {
      x[i] = i;
      y[i] = 2 * x[i] + 1;
      cells.add(Numbers.given(y[i]));
    }
    return new Table(
        "the tutorial's data",
        List.of("x"),
        List.of("y"),
        x,
        withLabels ? new float[0] : y,
        withLabels ? List.of(cells) : List.of());
  }

  /** The names of the columns that go in. */
  List<String> features() {
    return features;
  }

  /** The names of the columns that come out. */
  List<String> targets() {
    return targets;
  }

  /** The features, row by row. */
  float[] x() {
    return x;
  }

  /** The targets, row by row. */
  float[] y() {
    return y;
  }

  int rows() {
    return x.length / features.size();
  }

  /** One feature's values. */
  float[] feature(int column) {
    return column(x, column, features.size());
  }

  /** One target's values. */
  float[] target(int column) {
    return column(y, column, targets.size());
  }

  /** One target's labels. */
  List<String> labels(int column) {
    return labels.get(column);
  }

  /** Where a target is, as errors name it. */
  String place(int target) {
    return source + ", column " + targets.get(target);
  }

  /** The targets as they were given. */
  List<TextColumn> given() {
    List<TextColumn> given = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      int target = i;
      given.add(
          labels.isEmpty()
              ? new TextColumn(
                  targets.get(target), row -> Numbers.given(y[row * targets.size() + target]))
              : TextColumn.of(targets.get(target), labels.get(target)));
    }
    return given;
  }

  /** One column of an array of rows. */
  static float[] column(float[] values, int column, int columns) {
    float[] picked = new float[values.length / columns];
    for (int row = 0; row < picked.length; row++) {
      picked[row] = values[row * columns + column];
    }
    return picked;
  }
}
