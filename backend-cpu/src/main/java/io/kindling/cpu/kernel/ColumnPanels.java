package io.kindling.cpu.kernel;

/** Copies of a product's matrices in the order in which they are read. */
final class ColumnPanels {
  /** Elements of a row or a column that are copied before the next is begun. */
  private static final int TILE = 64;

  private ColumnPanels() {}

  /**
   * The right matrix in panels of some columns, each row by row; the last is filled up with zeros.
   *
   * @return {@code [panels, to − from, width]}
   */
  static float[] columns(Product p, int width, Kernels kernels) {
    int depth = p.to - p.from;
    int panels = (p.columns + width - 1) / width;
    float[] out = new float[panels * width * depth];
    kernels.forRange(
        panels,
        width * depth,
        (from, to) -> {
          for (int panel = from; panel < to; panel++) {
            int first = panel * width;
            int columns = Math.min(width, p.columns - first);
            int at = panel * width * depth;
            copy(
                p.b.array,
                p.from * p.b.row + first * p.b.column,
                p.b.row,
                p.b.column,
                out,
                at,
                depth,
                columns,
                width);
          }
        });
    return out;
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
      int first = row * matrix.row + column * matrix.column;
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
      for (int i = 0; i < rows; i++) {
        System.arraycopy(source, at + i * row, out, to + i * width, columns);
      }
    } else {
      for (int top = 0; top < rows; top += TILE) {
        int bottom = Math.min(rows, top + TILE);
        for (int j = 0; j < columns; j++) {
          int here = at + j * column + top * row;
          int there = to + top * width + j;
          for (int i = top; i < bottom; i++) {
            out[there] = source[here];
            here += row;
            there += width;
          }
        }
      }
    }
  }
}
