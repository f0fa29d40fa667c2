package io.kindling.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A product with the Vector API. A vector holds neighbouring columns, each with the sum of its own
 * that the contract asks for; so the width of the processor's vectors does not show. The right
 * matrix is copied to panels of some columns, row by row, the left one to panels of some rows,
 * column by column; they are gone through in pieces that stay in the nearest cache.
 *
 * <p>Vectors must not become objects, which would be slower than no vectors. The compiler sees to
 * it as long as it knows the class of each: so none is passed to a method or returned by one, and
 * in loops a vector that was just made is the receiver, and the running sum the argument. Loops
 * count by one, and every index is the count times a constant: so no access is checked in them.
 */
final class VectorProduct {
  /** The processor's own width: a wider one is emulated, a hundred times slower. */
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;

  private static final int WIDTH = WIDE.length();

  /** The rows that are computed side by side, with two vectors each: no sum waits for another. */
  private static final int ROWS = 4;

  /** The columns of a panel. */
  static final int COLUMNS = 2 * WIDTH;

  /** The rows of a panel of the right matrix that stay in the nearest cache. */
  private static final int DEPTH = 256;

  /** The rows of the left matrix that stay in the second cache. */
  private static final int HEIGHT = 64;

  /** Below, the left matrix is read too seldom for a copy to be worth it. */
  private static final int PANELS = 4;

  private final Product p;
  private final float[] right;
  private final int depth;
  private final boolean copies;

  /** Copied rows of the left matrix: a piece of them, or the few that are left at its end. */
  private final float[] left;

  private final float[] edge = new float[ROWS * COLUMNS];

  private VectorProduct(Product p, float[] right, ArrayPool pool) {
    this.p = p;
    this.right = right;
    this.depth = p.to - p.from;
    this.copies = p.a.column != 1 || p.columns > PANELS * COLUMNS;
    this.left = pool.take((copies ? HEIGHT : ROWS) * Math.min(DEPTH, depth));
  }

  /** Computes some rows, with the right matrix in panels of {@link #COLUMNS}. */
  static void compute(Product p, float[] panels, ArrayPool pool, int from, int to) {
    VectorProduct product = new VectorProduct(p, panels, pool);
    for (int row = from; row < to; row += HEIGHT) {
      int end = Math.min(to, row + HEIGHT);
      p.writeStart(row, end);
      for (int j = 0; j < product.depth; j += DEPTH) {
        product.piece(row, end, j, Math.min(DEPTH, product.depth - j));
      }
    }
    pool.give(product.left);
  }

  /** Some rows of the left matrix, n rows of the right one from j on. */
  private void piece(int from, int to, int j, int n) {
    int whole = copies ? to : to - (to - from) % ROWS;
    int copied = copies ? from : whole;
    ColumnPanels.rows(p.a, copied, to, p.from + j, n, ROWS, left);
    for (int column = 0; column < p.columns; column += COLUMNS) {
      for (int row = from; row < to; row += ROWS) {
        tile(row, Math.min(ROWS, to - row), row < copied ? -1 : (row - copied) * n, column, j, n);
      }
    }
  }

  /** Past its last row and column a result is not to be written: its end is computed aside. */
  private void tile(int row, int rows, int copy, int column, int j, int n) {
    int columns = Math.min(COLUMNS, p.columns - column);
    int at = row * p.columns + column;
    if (rows == ROWS && columns == COLUMNS) {
      add(row, copy, column, j, n, p.out, at, p.columns);
      return;
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(p.out, at + i * p.columns, edge, i * COLUMNS, columns);
    }
    add(row, copy, column, j, n, edge, 0, COLUMNS);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(edge, i * COLUMNS, p.out, at + i * p.columns, columns);
    }
  }

  private void add(int row, int copy, int column, int j, int n, float[] out, int at, int columns) {
    int b = column * depth + j * COLUMNS;
    if (copy >= 0) {
      addCopied(left, copy, right, b, n, out, at, columns);
    } else {
      int next = p.a.row;
      addRows(p.a.array, p.a.at + row * next + p.from + j, next, right, b, n, out, at, columns);
    }
  }

  private static void addCopied(
      float[] a, int left, float[] b, int right, int depth, float[] out, int top, int columns) {
    FloatVector s0 = FloatVector.fromArray(WIDE, out, top);
    FloatVector t0 = FloatVector.fromArray(WIDE, out, top + WIDTH);
    FloatVector s1 = FloatVector.fromArray(WIDE, out, top + columns);
    FloatVector t1 = FloatVector.fromArray(WIDE, out, top + columns + WIDTH);
    FloatVector s2 = FloatVector.fromArray(WIDE, out, top + 2 * columns);
    FloatVector t2 = FloatVector.fromArray(WIDE, out, top + 2 * columns + WIDTH);
    FloatVector s3 = FloatVector.fromArray(WIDE, out, top + 3 * columns);
    FloatVector t3 = FloatVector.fromArray(WIDE, out, top + 3 * columns + WIDTH);
    for (int j = 0; j < depth; j++) {
      int at = left + ROWS * j;
      int under = right + COLUMNS * j;
      FloatVector l = FloatVector.fromArray(WIDE, b, under);
      FloatVector r = FloatVector.fromArray(WIDE, b, under + WIDTH);
      FloatVector f0 = FloatVector.broadcast(WIDE, a[at]);
      s0 = f0.fma(l, s0);
      t0 = f0.fma(r, t0);
      FloatVector f1 = FloatVector.broadcast(WIDE, a[at + 1]);
      s1 = f1.fma(l, s1);
      t1 = f1.fma(r, t1);
      FloatVector f2 = FloatVector.broadcast(WIDE, a[at + 2]);
      s2 = f2.fma(l, s2);
      t2 = f2.fma(r, t2);
      FloatVector f3 = FloatVector.broadcast(WIDE, a[at + 3]);
      s3 = f3.fma(l, s3);
      t3 = f3.fma(r, t3);
    }
    s0.intoArray(out, top);
    t0.intoArray(out, top + WIDTH);
    s1.intoArray(out, top + columns);
    t1.intoArray(out, top + columns + WIDTH);
    s2.intoArray(out, top + 2 * columns);
    t2.intoArray(out, top + 2 * columns + WIDTH);
    s3.intoArray(out, top + 3 * columns);
    t3.intoArray(out, top + 3 * columns + WIDTH);
  }

  /** The same with a left matrix that was not copied: its rows are some way apart. */
  private static void addRows(
      float[] a,
      int left,
      int next,
      float[] b,
      int right,
      int depth,
      float[] out,
      int top,
      int columns) {
    FloatVector s0 = FloatVector.fromArray(WIDE, out, top);
    FloatVector t0 = FloatVector.fromArray(WIDE, out, top + WIDTH);
    FloatVector s1 = FloatVector.fromArray(WIDE, out, top + columns);
    FloatVector t1 = FloatVector.fromArray(WIDE, out, top + columns + WIDTH);
    FloatVector s2 = FloatVector.fromArray(WIDE, out, top + 2 * columns);
    FloatVector t2 = FloatVector.fromArray(WIDE, out, top + 2 * columns + WIDTH);
    FloatVector s3 = FloatVector.fromArray(WIDE, out, top + 3 * columns);
    FloatVector t3 = FloatVector.fromArray(WIDE, out, top + 3 * columns + WIDTH);
    for (int j = 0; j < depth; j++) {
      int at = left + j;
      int under = right + COLUMNS * j;
      FloatVector l = FloatVector.fromArray(WIDE, b, under);
      FloatVector r = FloatVector.fromArray(WIDE, b, under + WIDTH);
      FloatVector f0 = FloatVector.broadcast(WIDE, a[at]);
      s0 = f0.fma(l, s0);
      t0 = f0.fma(r, t0);
      FloatVector f1 = FloatVector.broadcast(WIDE, a[at + next]);
      s1 = f1.fma(l, s1);
      t1 = f1.fma(r, t1);
      FloatVector f2 = FloatVector.broadcast(WIDE, a[at + 2 * next]);
      s2 = f2.fma(l, s2);
      t2 = f2.fma(r, t2);
      FloatVector f3 = FloatVector.broadcast(WIDE, a[at + 3 * next]);
      s3 = f3.fma(l, s3);
      t3 = f3.fma(r, t3);
    }
    s0.intoArray(out, top);
    t0.intoArray(out, top + WIDTH);
    s1.intoArray(out, top + columns);
    t1.intoArray(out, top + columns + WIDTH);
    s2.intoArray(out, top + 2 * columns);
    t2.intoArray(out, top + 2 * columns + WIDTH);
    s3.intoArray(out, top + 3 * columns);
    t3.intoArray(out, top + 3 * columns + WIDTH);
  }
}
