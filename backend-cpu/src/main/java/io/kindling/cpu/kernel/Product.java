package io.kindling.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A matrix product that is to be computed: {@code out[r, c] = start[r, c] + Σ a[r, j] · b[j, c]}
 * for j from … to − 1. A matrix and its transpose differ only in how they are read, so one loop
 * serves all. The result is row-major.
 */
final class Product {
  /** Every sum starts from 0. */
  static final View ZERO = new View(new float[1], 0, 0);

  final View a;
  final View b;

  /** Null where the sums start from what is in the result. */
  private final @Nullable View start;

  final float[] out;
  final int columns;
  final int from;
  final int to;

  /** The right matrix as the kernels want it; made by {@link Kernels#prepare}. */
  float @Nullable [] prepared;

  Product(View a, View b, @Nullable View start, float[] out, int columns, int from, int to) {
    this.a = a;
    this.b = b;
    this.start = start;
    this.out = out;
    this.columns = columns;
    this.from = from;
    this.to = to;
  }

  /** What a sum starts from. */
  float start(int row, int column) {
    return start == null ? out[row * columns + column] : start.at(row, column);
  }

  /** Writes what the sums of some rows start from. */
  void writeStart(int from, int to) {
    if (start == null) {
      return;
    }
    for (int row = from; row < to; row++) {
      int at = row * columns;
      if (start.column == 0) {
        Arrays.fill(out, at, at + columns, start.at(row, 0));
      } else {
        for (int column = 0; column < columns; column++) {
          out[at + column] = start.at(row, column);
        }
      }
    }
  }

  /** How a matrix lies in an array: {@code [r, c]} is {@code array[at + r · row + c · column]}. */
  static final class View {
    final float[] array;
    final int at;
    final int row;
    final int column;

    View(float[] array, int row, int column) {
      this(new MatrixRows(array, 0), row, column);
    }

    View(MatrixRows rows, int row, int column) {
      this.array = rows.array;
      this.at = rows.at;
      this.row = row;
      this.column = column;
    }

    float at(int r, int c) {
      return array[at + r * row + c * column];
    }
  }
}
