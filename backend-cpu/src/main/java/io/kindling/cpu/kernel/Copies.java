package io.kindling.cpu.kernel;

/** Copies of pieces of matrices, row by row. */
final class Copies {
  private static final int FOUR = 4;

  private Copies() {}

  /**
   * Copies a piece.
   *
   * @param matrix where it begins
   * @param out where to write it: {@code [r, c]} to {@code to + r · width + c}
   */
  static void copy(MatrixView matrix, int rows, int columns, float[] out, int to, int width) {
    if (matrix.column == 1) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(matrix.array, matrix.at + i * matrix.row, out, to + i * width, columns);
      }
    } else if (matrix.row == 1) {
      byColumns(matrix, rows, columns, out, to, width);
    } else {
      for (int i = 0; i < rows; i++) {
        matrix.readRow(i, 0, out, to + i * width, columns);
      }
    }
  }

  /** Columns are in one piece: four of them are read at once, and written side by side. */
  private static void byColumns(
      MatrixView matrix, int rows, int columns, float[] out, int to, int width) {
    int column = 0;
    for (; column + FOUR <= columns; column += FOUR) {
      four(matrix.array, matrix.index(0, column), matrix.column, rows, out, to + column, width);
    }
    for (; column < columns; column++) {
      int at = matrix.index(0, column);
      for (int i = 0; i < rows; i++) {
        out[to + column + i * width] = matrix.array[at + i];
      }
    }
  }

  private static void four(
      float[] from, int at, int next, int rows, float[] out, int to, int width) {
    for (int i = 0; i < rows; i++) {
      int here = at + i;
      int there = to + i * width;
      out[there] = from[here];
      out[there + 1] = from[here + next];
      out[there + 2] = from[here + 2 * next];
      out[there + 3] = from[here + 3 * next];
    }
  }
}
