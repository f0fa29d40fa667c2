package io.kindling.cpu.kernel;

/** The columns of a small matrix, one after the other, and the same matrix row by row. */
final class ColumnMajor {
  private ColumnMajor() {}

  // four at a time: what is apart by a distance that only the caller knows is found once for four

  /** Writes n rows of columns that begin at 0, n apart, from an index on. */
  static void toRows(float[] columns, int n, float[] rows, int at, int width) {
    int m = 0;
    for (; m + 3 < width; m += 4) {
      int first = m * n;
      for (int row = 0; row < n; row++) {
        int to = at + m + row * width;
        rows[to] = columns[first + row];
        rows[to + 1] = columns[first + n + row];
        rows[to + 2] = columns[first + 2 * n + row];
        rows[to + 3] = columns[first + 3 * n + row];
      }
    }
    for (; m < width; m++) {
      for (int row = 0; row < n; row++) {
        rows[at + m + row * width] = columns[m * n + row];
      }
    }
  }

  /** The same the other way. */
  static void fromRows(float[] rows, int at, int width, float[] columns, int n) {
    int m = 0;
    for (; m + 3 < width; m += 4) {
      int first = m * n;
      for (int row = 0; row < n; row++) {
        int from = at + m + row * width;
        columns[first + row] = rows[from];
        columns[first + n + row] = rows[from + 1];
        columns[first + 2 * n + row] = rows[from + 2];
        columns[first + 3 * n + row] = rows[from + 3];
      }
    }
    for (; m < width; m++) {
      for (int row = 0; row < n; row++) {
        columns[m * n + row] = rows[at + m + row * width];
      }
    }
  }
}
