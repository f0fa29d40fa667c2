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
   * Some rows of the left matrix in groups of some rows, each column by column.
   *
   * @return {@code [groups, to − from, height]}
   */
  static float[] rows(Product p, int from, int to, int height) {
    int depth = p.to - p.from;
    int groups = (to - from + height - 1) / height;
    float[] out = new float[groups * height * depth];
    for (int group = 0; group < groups; group++) {
      int first = from + group * height;
      int rows = Math.min(height, to - first);
      int at = group * height * depth;
      copy(
          p.a.array,
          first * p.a.row + p.from * p.a.column,
          p.a.column,
          p.a.row,
          out,
          at,
          depth,
          rows,
          height);
    }
    return out;
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
      return;
    }
    for (int top = 0; top < rows; top += TILE) {
      int bottom = Math.min(rows, top + TILE);
      for (int j = 0; j < columns; j++) {
        int from = at + j * column;
        for (int i = top; i < bottom; i++) {
          out[to + i * width + j] = source[from + i * row];
        }
      }
    }
  }
}
