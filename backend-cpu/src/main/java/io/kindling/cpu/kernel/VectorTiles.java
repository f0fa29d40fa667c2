package io.kindling.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link VectorProduct}: tiles of the result, of four rows and one, two or four
 * vectors of columns. Four by four are sixteen sums, so that none waits for the one before it, and
 * with what is read fit into the 32 registers that a processor has whose vectors are not of eight
 * lanes; those have 16, into which four by two fit.
 *
 * <p>Vectors must not become objects, which would be slower than no vectors. The compiler sees to
 * it as long as it knows the class of each: so none is passed to a method or returned by one, and
 * in loops a vector that was just made is the receiver, and the running sum the argument. Loops
 * count by one, and every index is the count times a constant: so no access is checked in them.
 */
final class VectorTiles {
  /** The processor's own width: a wider one is emulated, a hundred times slower. */
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;

  private static final int WIDTH = WIDE.length();

  /** A width of vectors whose processors have no more than 16 registers of them. */
  private static final int FEW_REGISTERS = 8;

  /** The rows of a tile. */
  static final int ROWS = 4;

  /** The columns of the widest tile. */
  static final int COLUMNS = (WIDTH == FEW_REGISTERS ? 2 : 4) * WIDTH;

  private VectorTiles() {}

  /** How wide the next tile is best where so many columns are left. */
  static int width(int columns) {
    if (columns > COLUMNS - WIDTH) {
      return COLUMNS;
    }
    return columns > WIDTH ? 2 * WIDTH : WIDTH;
  }

  /** How many columns the tiles of so many have. */
  static int roundUp(int columns) {
    return (columns + WIDTH - 1) / WIDTH * WIDTH;
  }

  /**
   * Adds to the sums of a tile.
   *
   * @param width how many columns it has
   * @param a the left matrix, whose rows are each in one piece; the tile's begin with {@code row}
   * @param b where a panel of the right matrix is, as wide as the tile: it begins at {@code right}
   * @param n how many products each sum gets
   * @param out where the sums are: their rows begin at {@code to}, {@code down} apart
   */
  static void add(
      int width,
      MatrixView a,
      int row,
      float[] b,
      int right,
      int n,
      float[] out,
      int to,
      int down) {
    int left = a.index(row, 0);
    if (width == WIDTH) {
      addOne(a.array, left, a.row, b, right, n, out, to, down);
    } else if (width == 2 * WIDTH) {
      addTwo(a.array, left, a.row, b, right, n, out, to, down);
    } else {
      addFour(a.array, left, a.row, b, right, n, out, to, down);
    }
  }

  /** One vector a row. */
  private static void addOne(
      float[] a, int left, int next, float[] b, int right, int n, float[] out, int to, int down) {
    FloatVector s0 = FloatVector.fromArray(WIDE, out, to);
    FloatVector s1 = FloatVector.fromArray(WIDE, out, to + down);
    FloatVector s2 = FloatVector.fromArray(WIDE, out, to + 2 * down);
    FloatVector s3 = FloatVector.fromArray(WIDE, out, to + 3 * down);
    for (int j = 0; j < n; j++) {
      int at = left + j;
      int under = right + WIDTH * j;
      FloatVector b0 = FloatVector.fromArray(WIDE, b, under);
      FloatVector f0 = FloatVector.broadcast(WIDE, a[at]);
      s0 = f0.fma(b0, s0);
      FloatVector f1 = FloatVector.broadcast(WIDE, a[at + next]);
      s1 = f1.fma(b0, s1);
      FloatVector f2 = FloatVector.broadcast(WIDE, a[at + 2 * next]);
      s2 = f2.fma(b0, s2);
      FloatVector f3 = FloatVector.broadcast(WIDE, a[at + 3 * next]);
      s3 = f3.fma(b0, s3);
    }
    s0.intoArray(out, to);
    s1.intoArray(out, to + down);
    s2.intoArray(out, to + 2 * down);
    s3.intoArray(out, to + 3 * down);
  }

  /** Two vectors a row. */
  private static void addTwo(
      float[] a, int left, int next, float[] b, int right, int n, float[] out, int to, int down) {
    FloatVector s0 = FloatVector.fromArray(WIDE, out, to);
    FloatVector t0 = FloatVector.fromArray(WIDE, out, to + WIDTH);
    FloatVector s1 = FloatVector.fromArray(WIDE, out, to + down);
    FloatVector t1 = FloatVector.fromArray(WIDE, out, to + down + WIDTH);
    FloatVector s2 = FloatVector.fromArray(WIDE, out, to + 2 * down);
    FloatVector t2 = FloatVector.fromArray(WIDE, out, to + 2 * down + WIDTH);
    FloatVector s3 = FloatVector.fromArray(WIDE, out, to + 3 * down);
    FloatVector t3 = FloatVector.fromArray(WIDE, out, to + 3 * down + WIDTH);
    for (int j = 0; j < n; j++) {
      int at = left + j;
      int under = right + 2 * WIDTH * j;
      FloatVector b0 = FloatVector.fromArray(WIDE, b, under);
      FloatVector b1 = FloatVector.fromArray(WIDE, b, under + WIDTH);
      FloatVector f0 = FloatVector.broadcast(WIDE, a[at]);
      s0 = f0.fma(b0, s0);
      t0 = f0.fma(b1, t0);
      FloatVector f1 = FloatVector.broadcast(WIDE, a[at + next]);
      s1 = f1.fma(b0, s1);
      t1 = f1.fma(b1, t1);
      FloatVector f2 = FloatVector.broadcast(WIDE, a[at + 2 * next]);
      s2 = f2.fma(b0, s2);
      t2 = f2.fma(b1, t2);
      FloatVector f3 = FloatVector.broadcast(WIDE, a[at + 3 * next]);
      s3 = f3.fma(b0, s3);
      t3 = f3.fma(b1, t3);
    }
    s0.intoArray(out, to);
    t0.intoArray(out, to + WIDTH);
    s1.intoArray(out, to + down);
    t1.intoArray(out, to + down + WIDTH);
    s2.intoArray(out, to + 2 * down);
    t2.intoArray(out, to + 2 * down + WIDTH);
    s3.intoArray(out, to + 3 * down);
    t3.intoArray(out, to + 3 * down + WIDTH);
  }

  /** Four vectors a row. */
  private static void addFour(
      float[] a, int left, int next, float[] b, int right, int n, float[] out, int to, int down) {
    FloatVector s0 = FloatVector.fromArray(WIDE, out, to);
    FloatVector t0 = FloatVector.fromArray(WIDE, out, to + WIDTH);
    FloatVector u0 = FloatVector.fromArray(WIDE, out, to + 2 * WIDTH);
    FloatVector v0 = FloatVector.fromArray(WIDE, out, to + 3 * WIDTH);
    FloatVector s1 = FloatVector.fromArray(WIDE, out, to + down);
    FloatVector t1 = FloatVector.fromArray(WIDE, out, to + down + WIDTH);
    FloatVector u1 = FloatVector.fromArray(WIDE, out, to + down + 2 * WIDTH);
    FloatVector v1 = FloatVector.fromArray(WIDE, out, to + down + 3 * WIDTH);
    FloatVector s2 = FloatVector.fromArray(WIDE, out, to + 2 * down);
    FloatVector t2 = FloatVector.fromArray(WIDE, out, to + 2 * down + WIDTH);
    FloatVector u2 = FloatVector.fromArray(WIDE, out, to + 2 * down + 2 * WIDTH);
    FloatVector v2 = FloatVector.fromArray(WIDE, out, to + 2 * down + 3 * WIDTH);
    FloatVector s3 = FloatVector.fromArray(WIDE, out, to + 3 * down);
    FloatVector t3 = FloatVector.fromArray(WIDE, out, to + 3 * down + WIDTH);
    FloatVector u3 = FloatVector.fromArray(WIDE, out, to + 3 * down + 2 * WIDTH);
    FloatVector v3 = FloatVector.fromArray(WIDE, out, to + 3 * down + 3 * WIDTH);
    for (int j = 0; j < n; j++) {
      int at = left + j;
      int under = right + 4 * WIDTH * j;
      FloatVector b0 = FloatVector.fromArray(WIDE, b, under);
      FloatVector b1 = FloatVector.fromArray(WIDE, b, under + WIDTH);
      FloatVector b2 = FloatVector.fromArray(WIDE, b, under + 2 * WIDTH);
      FloatVector b3 = FloatVector.fromArray(WIDE, b, under + 3 * WIDTH);
      FloatVector f0 = FloatVector.broadcast(WIDE, a[at]);
      s0 = f0.fma(b0, s0);
      t0 = f0.fma(b1, t0);
      u0 = f0.fma(b2, u0);
      v0 = f0.fma(b3, v0);
      FloatVector f1 = FloatVector.broadcast(WIDE, a[at + next]);
      s1 = f1.fma(b0, s1);
      t1 = f1.fma(b1, t1);
      u1 = f1.fma(b2, u1);
      v1 = f1.fma(b3, v1);
      FloatVector f2 = FloatVector.broadcast(WIDE, a[at + 2 * next]);
      s2 = f2.fma(b0, s2);
      t2 = f2.fma(b1, t2);
      u2 = f2.fma(b2, u2);
      v2 = f2.fma(b3, v2);
      FloatVector f3 = FloatVector.broadcast(WIDE, a[at + 3 * next]);
      s3 = f3.fma(b0, s3);
      t3 = f3.fma(b1, t3);
      u3 = f3.fma(b2, u3);
      v3 = f3.fma(b3, v3);
    }
    s0.intoArray(out, to);
    t0.intoArray(out, to + WIDTH);
    u0.intoArray(out, to + 2 * WIDTH);
    v0.intoArray(out, to + 3 * WIDTH);
    s1.intoArray(out, to + down);
    t1.intoArray(out, to + down + WIDTH);
    u1.intoArray(out, to + down + 2 * WIDTH);
    v1.intoArray(out, to + down + 3 * WIDTH);
    s2.intoArray(out, to + 2 * down);
    t2.intoArray(out, to + 2 * down + WIDTH);
    u2.intoArray(out, to + 2 * down + 2 * WIDTH);
    v2.intoArray(out, to + 2 * down + 3 * WIDTH);
    s3.intoArray(out, to + 3 * down);
    t3.intoArray(out, to + 3 * down + WIDTH);
    u3.intoArray(out, to + 3 * down + 2 * WIDTH);
    v3.intoArray(out, to + 3 * down + 3 * WIDTH);
  }
}
