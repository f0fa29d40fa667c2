package io.kindling.cpu.kernel;

/**
 * A product with the Vector API ({@link VectorTiles}). A vector holds neighbouring columns, each
 * with the sum of its own that the contract asks for; so the width of the processor's vectors does
 * not show. The right matrix is copied to panels of some columns, row by row; the left one is read
 * as it is where its rows are in one piece, and copied so where they are not. Both are gone through
 * in pieces that stay in the nearest caches.
 */
final class VectorProduct implements ReadyProduct {
  /** The rows of a panel of the right matrix that stay in the nearest cache. */
  private static final int DEPTH = 256;

  /** The rows of the left matrix that stay in the second cache. */
  private static final int HEIGHT = 64;

  /** Rows of the right matrix that are copied before the next columns are begun. */
  private static final int COPIED = 64;

  private final Product p;
  private final Scratch<float[]> scratch;
  private final float[] right;

  VectorProduct(Product p, Scratch<float[]> scratch, Sharing sharing) {
    this.p = p;
    this.scratch = scratch;
    this.right = scratch.take(VectorTiles.roundUp(p.columns) * p.depth);
    int panels = (p.columns + VectorTiles.COLUMNS - 1) / VectorTiles.COLUMNS;
    int pieces = (p.depth + COPIED - 1) / COPIED;
    sharing.forRange(
        panels * pieces,
        2 * COPIED * VectorTiles.COLUMNS,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            copyRight(i / pieces * VectorTiles.COLUMNS, i % pieces * COPIED);
          }
        });
  }

  /** What is behind the last column in a panel may be anything: it is computed with, and let go. */
  private void copyRight(int column, int from) {
    int end = Math.min(p.columns, column + VectorTiles.COLUMNS);
    int n = Math.min(COPIED, p.depth - from);
    for (int left = column; left < end; ) {
      int width = VectorTiles.width(p.columns - left);
      int columns = Math.min(width, end - left);
      Copies.copy(p.b.from(from, left), n, columns, right, left * p.depth + from * width, width);
      left += width;
    }
  }

  @Override
  public void rows(int from, int to) {
    Pass pass = new Pass(Math.min(HEIGHT, to - from));
    for (int row = from; row < to; row += HEIGHT) {
      pass.rows(row, Math.min(to, row + HEIGHT));
    }
    pass.end();
  }

  @Override
  public void release() {
    scratch.give(right);
  }

  /** One thread's way through some rows. */
  private final class Pass {
    private final boolean copies = p.a.column != 1;

    /** Copied rows of the left matrix: a piece of all, or of the few that are left at its end. */
    private final float[] left;

    /** Room for a tile that is not whole in the result. */
    private final float[] edge = scratch.take(VectorTiles.ROWS * VectorTiles.COLUMNS);

    /** Room for the sums where rows of the result are not in one piece; else empty. */
    private final float[] aside;

    Pass(int rows) {
      left = scratch.take((copies ? rows + VectorTiles.ROWS : VectorTiles.ROWS) * DEPTH);
      aside = scratch.take(p.out.column == 1 ? 0 : rows * p.columns);
    }

    void end() {
      scratch.give(aside);
      scratch.give(edge);
      scratch.give(left);
    }

    void rows(int from, int to) {
      MatrixView out = p.out.from(from, 0);
      boolean direct = out.column == 1;
      MatrixView sums = direct ? out : MatrixView.of(aside, p.columns);
      if (!direct || p.start() != p.out) {
        for (int row = from; row < to; row++) {
          int at = sums.index(row - from, 0);
          p.start().readRow(row, 0, sums.array, at, p.columns);
        }
      }
      for (int j = 0; j < p.depth; j += DEPTH) {
        piece(p.a.from(from, j), to - from, j, Math.min(DEPTH, p.depth - j), sums);
      }
      if (!direct) {
        Copies.copy(sums.transposed(), p.columns, to - from, out.array, out.at, out.column);
      }
    }

    /** Some rows of the left matrix, n rows of the right one from j on. */
    private void piece(MatrixView a, int rows, int j, int n, MatrixView sums) {
      int whole = copies ? 0 : rows - rows % VectorTiles.ROWS;
      Copies.copy(a.from(whole, 0), rows - whole, n, left, 0, DEPTH);
      MatrixView copied = MatrixView.of(left, DEPTH);
      for (int column = 0; column < p.columns; ) {
        int width = VectorTiles.width(p.columns - column);
        int under = column * p.depth + j * width;
        int columns = Math.min(width, p.columns - column);
        tiles(a, whole, under, n, sums.from(0, column), columns, width);
        tiles(copied, rows - whole, under, n, sums.from(whole, column), columns, width);
        column += width;
      }
    }

    /** Some rows of the left matrix with a panel of the right one. No object is made for a tile. */
    private void tiles(
        MatrixView a, int rows, int under, int n, MatrixView sums, int columns, int width) {
      for (int row = 0; row < rows; row += VectorTiles.ROWS) {
        if (rows - row >= VectorTiles.ROWS && columns == width) {
          int to = sums.index(row, 0);
          VectorTiles.add(width, a, row, right, under, n, sums.array, to, sums.row);
        } else {
          int end = Math.min(rows, row + VectorTiles.ROWS);
          lastTile(a, row, end, under, n, sums, columns, width);
        }
      }
    }

    /** Past its last row and column a result is not to be written: its end is computed aside. */
    private void lastTile(
        MatrixView a, int from, int to, int under, int n, MatrixView sums, int columns, int width) {
      for (int row = from; row < to; row++) {
        System.arraycopy(sums.array, sums.index(row, 0), edge, (row - from) * width, columns);
      }
      VectorTiles.add(width, a, from, right, under, n, edge, 0, width);
      for (int row = from; row < to; row++) {
        System.arraycopy(edge, (row - from) * width, sums.array, sums.index(row, 0), columns);
      }
    }
  }
}
