package io.kindling.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A product with the Vector API. A vector holds neighbouring columns, each with the sum of its own
 * that the contract asks for; so the width of the processor's vectors does not show.
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
  private static final int ROWS = 4;

  private VectorProduct() {}

  static void compute(Product p, int from, int to) {
    int whole = p.columns - p.columns % WIDTH;
    int fours = to - (to - from) % ROWS;
    fours(p, from, fours, whole);
    for (int row = fours; row < to; row++) {
      one(p, row, whole);
    }
    NarrowProduct.compute(p, from, to, whole);
  }

  /** Rows in fours: what is read of b serves four rows, and eight sums grow side by side. */
  private static void fours(Product p, int from, int to, int columns) {
    int column = 0;
    for (; column + 2 * WIDTH <= columns; column += 2 * WIDTH) {
      for (int row = from; row < to; row += ROWS) {
        start(p, row, row + ROWS, column, 2 * WIDTH);
        fourByTwo(p, row, column);
      }
    }
    if (column < columns) {
      for (int row = from; row < to; row += ROWS) {
        start(p, row, row + ROWS, column, WIDTH);
        fourByOne(p, row, column);
      }
    }
  }

  /** A row alone: four vectors side by side, so that no sum waits for the one before it. */
  private static void one(Product p, int row, int columns) {
    start(p, row, row + 1, 0, columns);
    int column = 0;
    for (; column + 4 * WIDTH <= columns; column += 4 * WIDTH) {
      oneByFour(p, row, column);
    }
    for (; column < columns; column += WIDTH) {
      oneByOne(p, row, column);
    }
  }

  /** Writes what the sums of some rows and columns start from. */
  static void start(Product p, int from, int to, int column, int columns) {
    Product.View start = p.start;
    for (int row = from; row < to; row++) {
      int at = row * p.columns + column;
      if (start.column == 0) {
        Arrays.fill(p.out, at, at + columns, start.at(row, 0));
      } else {
        for (int i = 0; i < columns; i++) {
          p.out[at + i] = start.at(row, column + i);
        }
      }
    }
  }

  private static void fourByTwo(Product p, int row, int column) {
    float[] a = p.a.array;
    float[] b = p.b;
    float[] out = p.out;
    int columns = p.columns;
    int next = p.a.row;
    int step = p.a.column;
    int top = row * columns + column;
    FloatVector s0 = FloatVector.fromArray(WIDE, out, top);
    FloatVector t0 = FloatVector.fromArray(WIDE, out, top + WIDTH);
    FloatVector s1 = FloatVector.fromArray(WIDE, out, top + columns);
    FloatVector t1 = FloatVector.fromArray(WIDE, out, top + columns + WIDTH);
    FloatVector s2 = FloatVector.fromArray(WIDE, out, top + 2 * columns);
    FloatVector t2 = FloatVector.fromArray(WIDE, out, top + 2 * columns + WIDTH);
    FloatVector s3 = FloatVector.fromArray(WIDE, out, top + 3 * columns);
    FloatVector t3 = FloatVector.fromArray(WIDE, out, top + 3 * columns + WIDTH);
    int at = row * next + p.from * step;
    int under = p.from * columns + column;
    int j = p.from;
    do {
      FloatVector left = FloatVector.fromArray(WIDE, b, under);
      FloatVector right = FloatVector.fromArray(WIDE, b, under + WIDTH);
      FloatVector f0 = FloatVector.broadcast(WIDE, a[at]);
      FloatVector f1 = FloatVector.broadcast(WIDE, a[at + next]);
      FloatVector f2 = FloatVector.broadcast(WIDE, a[at + 2 * next]);
      FloatVector f3 = FloatVector.broadcast(WIDE, a[at + 3 * next]);
      s0 = f0.fma(left, s0);
      t0 = f0.fma(right, t0);
      s1 = f1.fma(left, s1);
      t1 = f1.fma(right, t1);
      s2 = f2.fma(left, s2);
      t2 = f2.fma(right, t2);
      s3 = f3.fma(left, s3);
      t3 = f3.fma(right, t3);
      at += step;
      under += columns;
    } while (++j < p.to);
    s0.intoArray(out, top);
    t0.intoArray(out, top + WIDTH);
    s1.intoArray(out, top + columns);
    t1.intoArray(out, top + columns + WIDTH);
    s2.intoArray(out, top + 2 * columns);
    t2.intoArray(out, top + 2 * columns + WIDTH);
    s3.intoArray(out, top + 3 * columns);
    t3.intoArray(out, top + 3 * columns + WIDTH);
  }

  private static void fourByOne(Product p, int row, int column) {
    float[] a = p.a.array;
    float[] out = p.out;
    int columns = p.columns;
    int next = p.a.row;
    int step = p.a.column;
    int top = row * columns + column;
    FloatVector s0 = FloatVector.fromArray(WIDE, out, top);
    FloatVector s1 = FloatVector.fromArray(WIDE, out, top + columns);
    FloatVector s2 = FloatVector.fromArray(WIDE, out, top + 2 * columns);
    FloatVector s3 = FloatVector.fromArray(WIDE, out, top + 3 * columns);
    int at = row * next + p.from * step;
    int j = p.from;
    do {
      FloatVector b = FloatVector.fromArray(WIDE, p.b, j * columns + column);
      s0 = FloatVector.broadcast(WIDE, a[at]).fma(b, s0);
      s1 = FloatVector.broadcast(WIDE, a[at + next]).fma(b, s1);
      s2 = FloatVector.broadcast(WIDE, a[at + 2 * next]).fma(b, s2);
      s3 = FloatVector.broadcast(WIDE, a[at + 3 * next]).fma(b, s3);
      at += step;
    } while (++j < p.to);
    s0.intoArray(out, top);
    s1.intoArray(out, top + columns);
    s2.intoArray(out, top + 2 * columns);
    s3.intoArray(out, top + 3 * columns);
  }

  private static void oneByFour(Product p, int row, int column) {
    float[] b = p.b;
    float[] out = p.out;
    int top = row * p.columns + column;
    FloatVector s0 = FloatVector.fromArray(WIDE, out, top);
    FloatVector s1 = FloatVector.fromArray(WIDE, out, top + WIDTH);
    FloatVector s2 = FloatVector.fromArray(WIDE, out, top + 2 * WIDTH);
    FloatVector s3 = FloatVector.fromArray(WIDE, out, top + 3 * WIDTH);
    int j = p.from;
    do {
      FloatVector factor = FloatVector.broadcast(WIDE, p.a.at(row, j));
      int at = j * p.columns + column;
      s0 = factor.fma(FloatVector.fromArray(WIDE, b, at), s0);
      s1 = factor.fma(FloatVector.fromArray(WIDE, b, at + WIDTH), s1);
      s2 = factor.fma(FloatVector.fromArray(WIDE, b, at + 2 * WIDTH), s2);
      s3 = factor.fma(FloatVector.fromArray(WIDE, b, at + 3 * WIDTH), s3);
    } while (++j < p.to);
    s0.intoArray(out, top);
    s1.intoArray(out, top + WIDTH);
    s2.intoArray(out, top + 2 * WIDTH);
    s3.intoArray(out, top + 3 * WIDTH);
  }

  private static void oneByOne(Product p, int row, int column) {
    FloatVector sum = FloatVector.fromArray(WIDE, p.out, row * p.columns + column);
    int j = p.from;
    do {
      FloatVector b = FloatVector.fromArray(WIDE, p.b, j * p.columns + column);
      sum = FloatVector.broadcast(WIDE, p.a.at(row, j)).fma(b, sum);
    } while (++j < p.to);
    sum.intoArray(p.out, row * p.columns + column);
  }
}
