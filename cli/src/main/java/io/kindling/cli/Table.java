package io.kindling.cli;

import java.util.List;

/** Numbers to train on: features in, targets out. */
final class Table {
  private static final int TUTORIAL_ROWS = 11;

  private final List<String> features;
  private final List<String> targets;
  private final float[] x;
  private final float[] y;

  /**
   * Takes the arrays as they are.
   *
   * @param features the names of the columns that go in
   * @param targets the names of the columns that come out
   * @param x the features, row by row
   * @param y the targets, row by row
   */
  Table(List<String> features, List<String> targets, float[] x, float[] y) {
    this.features = features;
    this.targets = targets;
    this.x = x;
    this.y = y;
  }

  /** The tutorial's data: y = 2x + 1 at x = 0 … 10. */
  static Table tutorial() {
    float[] x = new float[TUTORIAL_ROWS];
    float[] y = new float[TUTORIAL_ROWS];
    for (int i = 0; i < TUTORIAL_ROWS; i++) {
      x[i] = i;
      y[i] = 2 * x[i] + 1;
    }
    return new Table(List.of("x"), List.of("y"), x, y);
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

  /** One column of an array of rows. */
  static float[] column(float[] values, int column, int columns) {
    float[] picked = new float[values.length / columns];
    for (int row = 0; row < picked.length; row++) {
      picked[row] = values[row * columns + column];
    }
    return picked;
  }
}
