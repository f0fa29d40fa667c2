package io.kindling.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * A product with the Vector API. A vector holds neighbouring columns, each with the sum of its own
 * that the contract asks for; so the width of the processor's vectors does not show. The right
 * matrix is copied to panels of some columns, row by row, and gone through in pieces that stay in
 * the nearest cache while all rows of the left one pass.
 *
 * <p>Vectors must not become objects, which would be slower than no vectors. The compiler sees to
 * it as long as it knows the class of each. So none is passed to a method or returned by one; in
 * loops a vector that was just made is the receiver, and the running sum the argument; and loops
 * test at their end, so that the sum that leaves them was just made as well.
 */
final class VectorProduct {
  /** The processor's own width: a wider one is emulated, a hundred times slower. */
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;

  private static final int WIDTH = WIDE.length();

  /** The rows that are computed side by side, with two vectors each: no sum waits for another. */
  static final int ROWS = 4;

  /** The columns of a panel. */
  static final int COLUMNS = 2 * WIDTH;

  /** The rows of a panel that stay in the nearest cache. */
  private static final int DEPTH = 256;

  private final Product p;
  private final float[] panels;
  private final float[] a;
  private final int next;
  private final int step;
  private final int firstRow;
  private final float[] edge = new float[ROWS * COLUMNS];

  private VectorProduct(Product p, float[] panels, int from, int to) {
    this.p = p;
    this.panels = panels;
    float @Nullable [] copy = p.a.column == 1 ? null : ColumnPanels.rows(p, from, to, ROWS);
    this.a = copy == null ? p.a.array : copy;
    this.next = copy == null ? p.a.row : 1;
    this.step = copy == null ? 1 : ROWS;
    this.firstRow = from;
  }

  static void compute(Product p, float[] panels, int from, int to) {
    p.writeStart(from, to);
    VectorProduct product = new VectorProduct(p, panels, from, to);
    for (int j = p.from; j < p.to; j += DEPTH) {
      int end = Math.min(p.to, j + DEPTH);
      for (int column = 0; column < p.columns; column += COLUMNS) {
        product.panel(from, to, column, j, end);
      }
    }
  }

  /** Where a row's elements begin that are multiplied from j on. */
  private int left(int row, int j) {
    if (step == 1) {
      return row * next + j;
    }
    int group = (row - firstRow) / ROWS * ROWS;
    return group * (p.to - p.from) + (j - p.from) * ROWS + (row - firstRow) % ROWS;
  }

  /** Some j of a panel, for all rows. */
  private void panel(int from, int to, int column, int j, int end) {
    int right = column * (p.to - p.from) + (j - p.from) * COLUMNS;
    int width = Math.min(COLUMNS, p.columns - column);
    int row = from;
    for (; row + ROWS <= to; row += ROWS) {
      int at = row * p.columns + column;
      if (width == COLUMNS) {
        four(a, left(row, j), next, step, panels, right, end - j, p.out, at, p.columns);
      } else {
        copyEdge(at, ROWS, width, true);
        four(a, left(row, j), next, step, panels, right, end - j, edge, 0, COLUMNS);
        copyEdge(at, ROWS, width, false);
      }
    }
    for (; row < to; row++) {
      int at = row * p.columns + column;
      copyEdge(at, 1, width, true);
      one(a, left(row, j), step, panels, right, end - j, edge);
      copyEdge(at, 1, width, false);
    }
  }

  /** Where the result ends before the panel does, its sums are kept aside. */
  private void copyEdge(int at, int rows, int width, boolean in) {
    for (int row = 0; row < rows; row++) {
      int there = at + row * p.columns;
      int here = row * COLUMNS;
      System.arraycopy(
          in ? p.out : edge, in ? there : here, in ? edge : p.out, in ? here : there, width);
    }
  }

  private static void four(
      float[] a,
      int left,
      int next,
      int step,
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
    int at = left;
    int under = right;
    int j = 0;
    do {
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
      at += step;
      under += COLUMNS;
    } while (++j < depth);
    s0.intoArray(out, top);
    t0.intoArray(out, top + WIDTH);
    s1.intoArray(out, top + columns);
    t1.intoArray(out, top + columns + WIDTH);
    s2.intoArray(out, top + 2 * columns);
    t2.intoArray(out, top + 2 * columns + WIDTH);
    s3.intoArray(out, top + 3 * columns);
    t3.intoArray(out, top + 3 * columns + WIDTH);
  }

  private static void one(
      float[] a, int left, int step, float[] b, int right, int depth, float[] out) {
    FloatVector s = FloatVector.fromArray(WIDE, out, 0);
    FloatVector t = FloatVector.fromArray(WIDE, out, WIDTH);
    int at = left;
    int under = right;
    int j = 0;
    do {
      FloatVector factor = FloatVector.broadcast(WIDE, a[at]);
      s = factor.fma(FloatVector.fromArray(WIDE, b, under), s);
      t = factor.fma(FloatVector.fromArray(WIDE, b, under + WIDTH), t);
      at += step;
      under += COLUMNS;
    } while (++j < depth);
    s.intoArray(out, 0);
    t.intoArray(out, WIDTH);
  }
}
