package io.kindling.cpu.kernel;

import java.util.Arrays;

/** Copies of a product's matrices in the order in which they are read. */
final class ColumnPanels {
  /** Elements of a row or a column that are copied before the next is begun. */
  private static final int TILE = 256;

  /** The rows of the left matrix that {@link VectorProduct} wants side by side. */
  private static final int FEW = 4;

  private ColumnPanels() {}

  /** How many elements the panels have that {@link #columns} fills. */
  static int size(Product p, int width) {
    return (p.columns + width - 1) / width * width * (p.to - p.from);
  }

  /**
   * The right matrix in panels of some columns, each row by row; the last is filled up with zeros.
   *
   * @param out {@code [panels, to − from, width]}, and perhaps some more
   */
  static void columns(Product p, int width, float[] out, Sharing sharing) {
    int depth = p.to - p.from;
    int panels = (p.columns + width - 1) / width;
    sharing.forRange(
        panels,
        width * depth,
        (from, to) -> {
          for (int panel = from; panel < to; panel++) {
            int first = panel * width;
            int columns = Math.min(width, p.columns - first);
            int at = panel * width * depth;
            if (columns < width) {
              Arrays.fill(out, at, at + width * depth, 0f);
            }
            copy(
                p.b.array,
                p.b.at + p.from * p.b.row + first * p.b.column,
                p.b.row,
                p.b.column,
                out,
                at,
                depth,
                columns,
                width);
          }
        });
  }

  /**
   * Some rows and columns of a matrix in groups of some rows, each column by column: {@code
   * [groups, columns, height]}.
   *
   * @param column the first column
   * @param columns how many
   * @param out where to write them
   */
  static void rows(
      Product.View matrix, int from, int to, int column, int columns, int height, float[] out) {
    for (int row = from; row < to; row += height) {
      int first = matrix.at + row * matrix.row + column * matrix.column;
      int rows = Math.min(height, to - row);
      int at = (row - from) * columns;
      copy(matrix.array, first, matrix.column, matrix.row, out, at, columns, rows, height);
    }
  }

  /**
   * Element [i, j] of a source, {@code at + i · row + j · column}, to {@code out[i · width + j]}.
   */
  private static void copy(
      float[] source,
      int at,
      int row,
      int column,
      float[] out,
      int to,
      int rows,
      int columns,
      int width) {
    if (column == 1) {
      if (width == FEW && columns == FEW) {
        fours(source, at, row, out, to, rows);
        return;
      }
      for (int i = 0; i < rows; i++) {
        System.arraycopy(source, at + i * row, out, to + i * width, columns);
      }
      return;
    }
    for (int top = 0; top < rows; top += TILE) {
      int n = Math.min(TILE, rows - top);
      for (int j = 0; j < columns; j++) {
        int here = at + j * column + top * row;
        int there = to + top * width + j;
        if (row == 1 && width == FEW) {
          spreadFew(source, here, out, there, n);
        } else {
          spread(source, here, row, out, there, width, n);
        }
      }
    }
  }

  private static void fours(float[] source, int at, int row, float[] out, int to, int rows) {
    for (int i = 0; i < rows; i++) {
      int here = at + i * row;
      int there = to + i * FEW;
      out[there] = source[here];
      out[there + 1] = source[here + 1];
      out[there + 2] = source[here + 2];
      out[there + 3] = source[here + 3];
    }
  }

  // a loop knows that its accesses are good where they are a constant apart

  private static void spreadFew(float[] source, int here, float[] out, int there, int n) {
    for (int i = 0; i < n; i++) {
      out[there + FEW * i] = source[here + i];
    }
  }

  private static void spread(
      float[] source, int here, int row, float[] out, int there, int width, int n) {
    for (int i = 0; i < n; i++) {
      out[there + i * width] = source[here + i * row];
    }
  }
}
