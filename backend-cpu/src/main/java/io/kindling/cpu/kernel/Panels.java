package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Rows of features in panels of {@value #ROWS}, each feature by feature. The last panel is filled
 * up with rows that nobody reads.
 */
final class Panels {
  /** The rows of a panel. */
  static final int ROWS = VectorPanels.ROWS;

  final float[] x;
  final int features;

  private Panels(float[] x, int features) {
    this.x = x;
    this.features = features;
  }

  /**
   * Copies samples that lie row by row, {@code [rows, features]}.
   *
   * @param sharing has threads help to copy
   * @return the copy; null where it would bring nothing, or would not fit into the heap
   */
  static @Nullable Panels pack(float[] rowMajor, int rows, int features, Sharing sharing) {
    int panels = (int) ((rows + ROWS - 1L) / ROWS);
    long length = (long) panels * ROWS * features;
    if (rows < ROWS || length == 0 || length > Integer.MAX_VALUE - ROWS || !fits(4 * length)) {
      return null;
    }
    Panels packed = new Panels(new float[(int) length], features);
    sharing.forRange(
        panels,
        ROWS * features,
        (from, to) -> packed.take(rowMajor, from * ROWS, Math.min(rows, to * ROWS)));
    return packed;
  }

  /** Whether the heap has so many bytes, and some more, without taking out the garbage. */
  static boolean fits(long bytes) {
    Runtime heap = Runtime.getRuntime();
    return heap.maxMemory() - heap.totalMemory() + heap.freeMemory() > bytes + bytes / 4;
  }

  private void take(float[] rowMajor, int from, int to) {
    int row = from;
    for (; row + 3 < to; row += 4) {
      takeFour(rowMajor, row * features, x, at(row), features);
    }
    for (; row < to; row++) {
      for (int k = 0; k < features; k++) {
        x[at(row) + k * ROWS] = rowMajor[row * features + k];
      }
    }
  }

  private static void takeFour(float[] rowMajor, int first, float[] x, int at, int features) {
    for (int k = 0; k < features; k++) {
      int from = first + k;
      int to = at + k * ROWS;
      x[to] = rowMajor[from];
      x[to + 1] = rowMajor[from + features];
      x[to + 2] = rowMajor[from + 2 * features];
      x[to + 3] = rowMajor[from + 3 * features];
    }
  }

  /** Some rows, row by row again. */
  float[] rowMajor(int start, int rows) {
    float[] rowMajor = new float[rows * features];
    for (int row = 0; row < rows; row++) {
      int at = at(start + row);
      for (int k = 0; k < features; k++) {
        rowMajor[row * features + k] = x[at + k * ROWS];
      }
    }
    return rowMajor;
  }

  /** Where a row's first feature is; the next is {@value #ROWS} elements on. */
  int at(int row) {
    int inside = row % ROWS;
    return (row - inside) * features + inside;
  }
}
