package io.kindling.cpu.kernel;

/**
 * A matrix product that is to be computed: {@code out[r, c] = start[r, c] + Σ a[r, j] · b[j, c]}
 * for j from … to − 1. A matrix and its transpose differ only in how they are read, so one loop
 * serves all. Matrices b and out are row-major and have the same columns.
 */
final class Product {
  /** Every sum starts from 0. */
  static final View ZERO = new View(new float[1], 0, 0);

  final View a;
  final float[] b;
  final View start;
  final float[] out;
  final int columns;
  final int from;
  final int to;

  Product(View a, float[] b, View start, float[] out, int columns, int from, int to) {
    this.a = a;
    this.b = b;
    this.start = start;
    this.out = out;
    this.columns = columns;
    this.from = from;
    this.to = to;
  }

  /** How a matrix lies in an array: {@code [r, c]} is {@code array[r · row + c · column]}. */
  static final class View {
    final float[] array;
    final int row;
    final int column;

    View(float[] array, int row, int column) {
      this.array = array;
      this.row = row;
      this.column = column;
    }

    float at(int r, int c) {
      return array[r * row + c * column];
    }
  }
}
