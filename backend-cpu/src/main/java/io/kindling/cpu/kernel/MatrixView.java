package io.kindling.cpu.kernel;

import java.util.Arrays;

/** How a matrix lies in an array: {@code [r, c]} is {@code array[at + r · row + c · column]}. */
final class MatrixView {
  final float[] array;
  final int at;
  final int row;
  final int column;

  private MatrixView(float[] array, int at, int row, int column) {
    this.array = array;
    this.at = at;
    this.row = row;
    this.column = column;
  }

  /** Row by row. */
  static MatrixView of(float[] array, int columns) {
    return new MatrixView(array, 0, columns, 1);
  }

  /** Row by row, somewhere in an array. */
  static MatrixView of(MatrixRows rows, int columns) {
    return new MatrixView(rows.array, rows.at, columns, 1);
  }

  /** Each row the same. */
  static MatrixView rowEverywhere(float[] row) {
    return new MatrixView(row, 0, 0, 1);
  }

  /** Each element the same. */
  static MatrixView everywhere(float value) {
    return new MatrixView(new float[] {value}, 0, 0, 0);
  }

  MatrixView transposed() {
    return new MatrixView(array, at, column, row);
  }

  /** What is below some rows and right of some columns. */
  MatrixView from(int rows, int columns) {
    return new MatrixView(array, index(rows, columns), row, column);
  }

  int index(int r, int c) {
    return at + r * row + c * column;
  }

  float at(int r, int c) {
    return array[index(r, c)];
  }

  /** Reads some neighbours in a row. */
  void readRow(int r, int c, float[] to, int first, int n) {
    int from = index(r, c);
    if (column == 1) {
      System.arraycopy(array, from, to, first, n);
    } else if (column == 0) {
      Arrays.fill(to, first, first + n, array[from]);
    } else {
      for (int i = 0; i < n; i++) {
        to[first + i] = array[from + i * column];
      }
    }
  }

  /** Writes some neighbours in a row. */
  void writeRow(int r, int c, float[] from, int first, int n) {
    int to = index(r, c);
    if (column == 1) {
      System.arraycopy(from, first, array, to, n);
    } else {
      for (int i = 0; i < n; i++) {
        array[to + i * column] = from[first + i];
      }
    }
  }
}
