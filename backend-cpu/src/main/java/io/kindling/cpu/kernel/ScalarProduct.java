package io.kindling.cpu.kernel;

/**
 * A product in plain Java, three rows of the result at a time ({@link ThreeRows}). Rows of the
 * right matrix, or pieces of them, are copied to arrays of their own; the sums are in such arrays
 * too, and are written where they belong when they are done.
 */
final class ScalarProduct implements ReadyProduct {
  /**
   * The columns of a piece at most: three rows of it and three rows of sums stay in the nearest
   * cache. Fewer than some hundred are slower, since a loop has a beginning and an end.
   */
  static final int WIDEST = 512;

  /** How much of the right matrix stays in the second cache while the rows of the left pass. */
  private static final int NEAR = 1 << 16;

  /** The rows of sums that stay there beside it. */
  private static final int HEIGHT = 96;

  /** Rows of the right matrix that are copied together. */
  private static final int COPIED = 8;

  private final Product p;
  private final Scratch<float[][]> scratch;
  private final int pieces;
  private final int width;
  private final float[][] right;

  ScalarProduct(Product p, Scratch<float[][]> scratch, Sharing sharing) {
    this.p = p;
    this.scratch = scratch;
    this.pieces = (p.columns + WIDEST - 1) / WIDEST;
    this.width = (p.columns + pieces - 1) / pieces;
    this.right = scratch.take(pieces * p.depth);
    sharing.forRange(
        (p.depth + COPIED - 1) / COPIED,
        2 * COPIED * p.columns,
        (from, to) -> copyRight(from * COPIED, Math.min(p.depth, to * COPIED)));
  }

  private void copyRight(int from, int to) {
    for (int piece = 0; piece < pieces; piece++) {
      int column = piece * width;
      OwnRows.read(
          p.b.from(from, column), to - from, columns(column), right, piece * p.depth + from);
    }
  }

  private int columns(int column) {
    return Math.min(width, p.columns - column);
  }

  @Override
  public void rows(int from, int to) {
    float[][] sums = scratch.take(Math.min(HEIGHT, to - from + ThreeRows.ROWS - 1));
    for (int column = 0; column < p.columns; column += width) {
      for (int row = from; row < to; row += HEIGHT) {
        add(column, row, Math.min(HEIGHT, to - row), sums);
      }
    }
    scratch.give(sums);
  }

  private void add(int column, int from, int count, float[][] sums) {
    int n = columns(column);
    int first = column / width * p.depth;
    OwnRows.read(p.start().from(from, column), count, n, sums, 0);
    int depth = Math.max(1, NEAR / width / ThreeRows.STEPS) * ThreeRows.STEPS;
    for (int j = 0; j < p.depth; j += depth) {
      int end = Math.min(p.depth, j + depth);
      for (int row = 0; row < count; row += ThreeRows.ROWS) {
        add(from + row, from + count - 1, first, j, end, sums, row, n);
      }
    }
    OwnRows.write(sums, count, n, p.out.from(from, column));
  }

  /** Three rows; past the last one, that stands for those that there are not. */
  private void add(int row, int last, int first, int from, int to, float[][] sums, int at, int n) {
    int second = Math.min(row + 1, last);
    int third = Math.min(row + 2, last);
    int j = from;
    for (; j + ThreeRows.STEPS <= to; j += ThreeRows.STEPS) {
      ThreeRows.add(p.a, row, second, third, j, right, first + j, sums, at, n);
    }
    for (; j < to; j++) {
      ThreeRows.addOne(p.a, row, second, third, j, right[first + j], sums, at, n);
    }
  }

  @Override
  public void release() {
    scratch.give(right);
  }
}
