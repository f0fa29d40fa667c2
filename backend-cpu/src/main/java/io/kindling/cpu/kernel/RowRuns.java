package io.kindling.cpu.kernel;

/**
 * Rows that are computed on at once: runs of neighbours, each a step after the one before.
 *
 * @param first the first row
 * @param length the rows of a run; the last run may have fewer
 * @param step from a run's first row to the next run's
 * @param rows how many rows in all
 */
public record RowRuns(int first, int length, int step, int rows) {
  /**
   * Rows in one run.
   *
   * @param from the first row
   * @param to the row after the last, greater
   * @return the rows
   */
  public static RowRuns of(int from, int to) {
    return new RowRuns(from, to - from, to - from, to - from);
  }

  /** The same rows of a part that begins with a row. */
  RowRuns from(int start) {
    return new RowRuns(first - start, length, step, rows);
  }

  /**
   * Finds a row.
   *
   * @param i its place among these, from 0
   * @return the row
   */
  public int row(int i) {
    return first + i / length * step + i % length;
  }

  /**
   * Copies these rows of a matrix to one after the other.
   *
   * @param matrix {@code [·, width]}
   * @param width the columns
   * @param out where to write them, from index 0 on
   */
  public void gather(float[] matrix, int width, float[] out) {
    for (int i = 0; i < rows; i += length) {
      int count = Math.min(length, rows - i) * width;
      System.arraycopy(matrix, row(i) * width, out, i * width, count);
    }
  }

  /**
   * Copies rows that lie one after the other to where they belong in a matrix.
   *
   * @param values the rows, from index 0 on
   * @param width the columns
   * @param matrix {@code [·, width]}
   * @param at where in the matrix row 0 is, or would be
   */
  void scatter(float[] values, int width, float[] matrix, int at) {
    for (int i = 0; i < rows; i += length) {
      int count = Math.min(length, rows - i) * width;
      System.arraycopy(values, i * width, matrix, at + row(i) * width, count);
    }
  }
}
