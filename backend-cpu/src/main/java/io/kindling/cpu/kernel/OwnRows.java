package io.kindling.cpu.kernel;

/** Copies between a matrix and rows that have an array each. */
final class OwnRows {
  /** Rows that are gone through at once where neighbours are apart: half a line of the cache. */
  private static final int EIGHT = 8;

  private OwnRows() {}

  /** Copies where a matrix begins to {@code rows[at]} and those after it, n columns of each. */
  static void read(MatrixView from, int count, int n, float[][] rows, int at) {
    int row = 0;
    if (from.column > 1) {
      for (; row + EIGHT <= count; row += EIGHT) {
        readEight(from, row, n, rows, at + row);
      }
    }
    for (; row < count; row++) {
      from.readRow(row, 0, rows[at + row], 0, n);
    }
  }

  /** Copies the first rows to where a matrix begins, n columns of each. */
  static void write(float[][] rows, int count, int n, MatrixView to) {
    int row = 0;
    if (to.column > 1) {
      for (; row + EIGHT <= count; row += EIGHT) {
        writeEight(rows, row, n, to);
      }
    }
    for (; row < count; row++) {
      to.writeRow(row, 0, rows[row], 0, n);
    }
  }

  private static void readEight(MatrixView from, int row, int n, float[][] rows, int at) {
    float[] array = from.array;
    int first = from.index(row, 0);
    int step = from.column;
    int down = from.row;
    float[] r0 = rows[at];
    float[] r1 = rows[at + 1];
    float[] r2 = rows[at + 2];
    float[] r3 = rows[at + 3];
    float[] r4 = rows[at + 4];
    float[] r5 = rows[at + 5];
    float[] r6 = rows[at + 6];
    float[] r7 = rows[at + 7];
    for (int i = 0; i < n; i++) {
      int here = first + i * step;
      r0[i] = array[here];
      r1[i] = array[here + down];
      r2[i] = array[here + 2 * down];
      r3[i] = array[here + 3 * down];
      r4[i] = array[here + 4 * down];
      r5[i] = array[here + 5 * down];
      r6[i] = array[here + 6 * down];
      r7[i] = array[here + 7 * down];
    }
  }

  private static void writeEight(float[][] rows, int row, int n, MatrixView to) {
    float[] array = to.array;
    int first = to.index(row, 0);
    int step = to.column;
    int down = to.row;
    float[] r0 = rows[row];
    float[] r1 = rows[row + 1];
    float[] r2 = rows[row + 2];
    float[] r3 = rows[row + 3];
    float[] r4 = rows[row + 4];
    float[] r5 = rows[row + 5];
    float[] r6 = rows[row + 6];
    float[] r7 = rows[row + 7];
    for (int i = 0; i < n; i++) {
      int there = first + i * step;
      array[there] = r0[i];
      array[there + down] = r1[i];
      array[there + 2 * down] = r2[i];
      array[there + 3 * down] = r3[i];
      array[there + 4 * down] = r4[i];
      array[there + 5 * down] = r5[i];
      array[there + 6 * down] = r6[i];
      array[there + 7 * down] = r7[i];
    }
  }
}
