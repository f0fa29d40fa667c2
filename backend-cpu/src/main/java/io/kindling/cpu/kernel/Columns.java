package io.kindling.cpu.kernel;

/** A small matrix whose columns are arrays of their own, and the same matrix row by row. */
final class Columns {
  private Columns() {}

  /** Writes n rows, one after the other. */
  static void toRows(float[][] columns, float[] rows, int n) {
    int width = columns.length;
    for (int m = 0; m < width; m++) {
      float[] column = columns[m];
      for (int i = 0; i < n; i++) {
        rows[i * width + m] = column[i];
      }
    }
  }

  /** The same the other way. */
  static void fromRows(float[] rows, float[][] columns, int n) {
    int width = columns.length;
    for (int m = 0; m < width; m++) {
      float[] column = columns[m];
      for (int i = 0; i < n; i++) {
        column[i] = rows[i * width + m];
      }
    }
  }
}
