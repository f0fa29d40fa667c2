package io.kindling.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over {@link PanelSamples}; {@link VectorTiles} says how they must be written.
 *
 * <p>Loops that read from memory take two features at a time. One at a time is unrolled by the
 * compilers of JDK 17 and 25, which then read in an order that the processor does not foresee: half
 * as fast, and with three or four features it is no better. With {@code -XX:LoopUnrollLimit=0} one
 * feature at a time is as fast as two; where it is so without, pairs are needed no more.
 */
final class VectorPanels {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = Kernels.LANES;

  /** The rows of a panel: with vectors of eight, as many sums as the processor keeps at hand. */
  static final int ROWS = 64;

  /** The rows of a vector. */
  private static final int WIDTH = WIDE.length();

  private VectorPanels() {}

  /**
   * An output of some rows of a panel, whole groups of {@value Kernels#LANES}.
   *
   * @param at where the first row's first feature is
   * @param n how many rows
   */
  static void affine(
      float[] x,
      int at,
      int n,
      int features,
      float[] w,
      int first,
      float start,
      float[] y,
      int out) {
    int row = 0;
    for (; row + 8 * WIDTH <= n; row += 8 * WIDTH) {
      affineEight(x, at + row, features, w, first, start, y, out + row);
    }
    for (; row + 4 * WIDTH <= n; row += 4 * WIDTH) {
      affineFour(x, at + row, features, w, first, start, y, out + row);
    }
    for (; row < n; row += WIDTH) {
      affineOne(x, at + row, features, w, first, start, y, out + row);
    }
  }

  private static void affineEight(
      float[] x, int at, int features, float[] w, int first, float start, float[] y, int out) {
    FloatVector s0 = FloatVector.broadcast(WIDE, start);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int pairs = features / 2;
    for (int k = 0; k < pairs; k++) {
      int i = at + 2 * ROWS * k;
      int j = i + ROWS;
      FloatVector f = FloatVector.broadcast(WIDE, w[first + 2 * k]);
      FloatVector h = FloatVector.broadcast(WIDE, w[first + 2 * k + 1]);
      s0 = FloatVector.fromArray(WIDE, x, i).fma(f, s0);
      s1 = FloatVector.fromArray(WIDE, x, i + WIDTH).fma(f, s1);
      s2 = FloatVector.fromArray(WIDE, x, i + 2 * WIDTH).fma(f, s2);
      s3 = FloatVector.fromArray(WIDE, x, i + 3 * WIDTH).fma(f, s3);
      s4 = FloatVector.fromArray(WIDE, x, i + 4 * WIDTH).fma(f, s4);
      s5 = FloatVector.fromArray(WIDE, x, i + 5 * WIDTH).fma(f, s5);
      s6 = FloatVector.fromArray(WIDE, x, i + 6 * WIDTH).fma(f, s6);
      s7 = FloatVector.fromArray(WIDE, x, i + 7 * WIDTH).fma(f, s7);
      s0 = FloatVector.fromArray(WIDE, x, j).fma(h, s0);
      s1 = FloatVector.fromArray(WIDE, x, j + WIDTH).fma(h, s1);
      s2 = FloatVector.fromArray(WIDE, x, j + 2 * WIDTH).fma(h, s2);
      s3 = FloatVector.fromArray(WIDE, x, j + 3 * WIDTH).fma(h, s3);
      s4 = FloatVector.fromArray(WIDE, x, j + 4 * WIDTH).fma(h, s4);
      s5 = FloatVector.fromArray(WIDE, x, j + 5 * WIDTH).fma(h, s5);
      s6 = FloatVector.fromArray(WIDE, x, j + 6 * WIDTH).fma(h, s6);
      s7 = FloatVector.fromArray(WIDE, x, j + 7 * WIDTH).fma(h, s7);
    }
    if (features % 2 == 1) {
      int i = at + ROWS * (features - 1);
      FloatVector f = FloatVector.broadcast(WIDE, w[first + features - 1]);
      s0 = FloatVector.fromArray(WIDE, x, i).fma(f, s0);
      s1 = FloatVector.fromArray(WIDE, x, i + WIDTH).fma(f, s1);
      s2 = FloatVector.fromArray(WIDE, x, i + 2 * WIDTH).fma(f, s2);
      s3 = FloatVector.fromArray(WIDE, x, i + 3 * WIDTH).fma(f, s3);
      s4 = FloatVector.fromArray(WIDE, x, i + 4 * WIDTH).fma(f, s4);
      s5 = FloatVector.fromArray(WIDE, x, i + 5 * WIDTH).fma(f, s5);
      s6 = FloatVector.fromArray(WIDE, x, i + 6 * WIDTH).fma(f, s6);
      s7 = FloatVector.fromArray(WIDE, x, i + 7 * WIDTH).fma(f, s7);
    }
    s0.intoArray(y, out);
    s1.intoArray(y, out + WIDTH);
    s2.intoArray(y, out + 2 * WIDTH);
    s3.intoArray(y, out + 3 * WIDTH);
    s4.intoArray(y, out + 4 * WIDTH);
    s5.intoArray(y, out + 5 * WIDTH);
    s6.intoArray(y, out + 6 * WIDTH);
    s7.intoArray(y, out + 7 * WIDTH);
  }

  private static void affineFour(
      float[] x, int at, int features, float[] w, int first, float start, float[] y, int out) {
    FloatVector s0 = FloatVector.broadcast(WIDE, start);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int pairs = features / 2;
    for (int k = 0; k < pairs; k++) {
      int i = at + 2 * ROWS * k;
      int j = i + ROWS;
      FloatVector f = FloatVector.broadcast(WIDE, w[first + 2 * k]);
      FloatVector h = FloatVector.broadcast(WIDE, w[first + 2 * k + 1]);
      s0 = FloatVector.fromArray(WIDE, x, i).fma(f, s0);
      s1 = FloatVector.fromArray(WIDE, x, i + WIDTH).fma(f, s1);
      s2 = FloatVector.fromArray(WIDE, x, i + 2 * WIDTH).fma(f, s2);
      s3 = FloatVector.fromArray(WIDE, x, i + 3 * WIDTH).fma(f, s3);
      s0 = FloatVector.fromArray(WIDE, x, j).fma(h, s0);
      s1 = FloatVector.fromArray(WIDE, x, j + WIDTH).fma(h, s1);
      s2 = FloatVector.fromArray(WIDE, x, j + 2 * WIDTH).fma(h, s2);
      s3 = FloatVector.fromArray(WIDE, x, j + 3 * WIDTH).fma(h, s3);
    }
    if (features % 2 == 1) {
      int i = at + ROWS * (features - 1);
      FloatVector f = FloatVector.broadcast(WIDE, w[first + features - 1]);
      s0 = FloatVector.fromArray(WIDE, x, i).fma(f, s0);
      s1 = FloatVector.fromArray(WIDE, x, i + WIDTH).fma(f, s1);
      s2 = FloatVector.fromArray(WIDE, x, i + 2 * WIDTH).fma(f, s2);
      s3 = FloatVector.fromArray(WIDE, x, i + 3 * WIDTH).fma(f, s3);
    }
    s0.intoArray(y, out);
    s1.intoArray(y, out + WIDTH);
    s2.intoArray(y, out + 2 * WIDTH);
    s3.intoArray(y, out + 3 * WIDTH);
  }

  private static void affineOne(
      float[] x, int at, int features, float[] w, int first, float start, float[] y, int out) {
    FloatVector sum = FloatVector.broadcast(WIDE, start);
    for (int k = 0; k < features; k++) {
      FloatVector factor = FloatVector.broadcast(WIDE, w[first + k]);
      sum = FloatVector.fromArray(WIDE, x, at + ROWS * k).fma(factor, sum);
    }
    sum.intoArray(y, out);
  }

  /**
   * Adds some rows of a panel, whole groups of {@value Kernels#LANES}, to an output's running sums.
   *
   * @param at where the first row's first feature is
   * @param n how many rows
   */
  static void add(
      float[] x, int at, int n, int features, float[] g, int from, float[] sums, int sum) {
    if (n < ROWS) {
      for (int row = 0; row < n; row += WIDTH) {
        addOne(x, at + row, features, g, from + row, sums, sum + row % LANES);
      }
    } else if (WIDTH < LANES) {
      for (int lane = 0; lane < LANES; lane += 2 * WIDTH) {
        addEight(x, at + lane, features, g, from + lane, sums, sum + lane);
      }
    } else {
      addFour(x, at, features, g, from, sums, sum);
    }
  }

  /** Some lanes of a whole panel: two vectors of each group. */
  private static void addEight(
      float[] x, int at, int features, float[] g, int from, float[] sums, int sum) {
    FloatVector g0 = FloatVector.fromArray(WIDE, g, from);
    FloatVector g1 = FloatVector.fromArray(WIDE, g, from + LANES);
    FloatVector g2 = FloatVector.fromArray(WIDE, g, from + 2 * LANES);
    FloatVector g3 = FloatVector.fromArray(WIDE, g, from + 3 * LANES);
    int next = from + WIDTH;
    FloatVector h0 = FloatVector.fromArray(WIDE, g, next);
    FloatVector h1 = FloatVector.fromArray(WIDE, g, next + LANES);
    FloatVector h2 = FloatVector.fromArray(WIDE, g, next + 2 * LANES);
    FloatVector h3 = FloatVector.fromArray(WIDE, g, next + 3 * LANES);
    for (int k = 0; k < features; k++) {
      int i = at + ROWS * k;
      int j = sum + LANES * k;
      FloatVector s = FloatVector.fromArray(WIDE, sums, j);
      FloatVector t = FloatVector.fromArray(WIDE, sums, j + WIDTH);
      s = FloatVector.fromArray(WIDE, x, i).fma(g0, s);
      t = FloatVector.fromArray(WIDE, x, i + WIDTH).fma(h0, t);
      s = FloatVector.fromArray(WIDE, x, i + LANES).fma(g1, s);
      t = FloatVector.fromArray(WIDE, x, i + LANES + WIDTH).fma(h1, t);
      s = FloatVector.fromArray(WIDE, x, i + 2 * LANES).fma(g2, s);
      t = FloatVector.fromArray(WIDE, x, i + 2 * LANES + WIDTH).fma(h2, t);
      FloatVector.fromArray(WIDE, x, i + 3 * LANES).fma(g3, s).intoArray(sums, j);
      FloatVector.fromArray(WIDE, x, i + 3 * LANES + WIDTH).fma(h3, t).intoArray(sums, j + WIDTH);
    }
  }

  /** A whole panel whose groups are one vector each. */
  private static void addFour(
      float[] x, int at, int features, float[] g, int from, float[] sums, int sum) {
    FloatVector g0 = FloatVector.fromArray(WIDE, g, from);
    FloatVector g1 = FloatVector.fromArray(WIDE, g, from + LANES);
    FloatVector g2 = FloatVector.fromArray(WIDE, g, from + 2 * LANES);
    FloatVector g3 = FloatVector.fromArray(WIDE, g, from + 3 * LANES);
    for (int k = 0; k < features; k++) {
      int i = at + ROWS * k;
      int j = sum + LANES * k;
      FloatVector s = FloatVector.fromArray(WIDE, sums, j);
      s = FloatVector.fromArray(WIDE, x, i).fma(g0, s);
      s = FloatVector.fromArray(WIDE, x, i + LANES).fma(g1, s);
      s = FloatVector.fromArray(WIDE, x, i + 2 * LANES).fma(g2, s);
      FloatVector.fromArray(WIDE, x, i + 3 * LANES).fma(g3, s).intoArray(sums, j);
    }
  }

  private static void addOne(
      float[] x, int at, int features, float[] g, int from, float[] sums, int sum) {
    FloatVector factor = FloatVector.fromArray(WIDE, g, from);
    for (int k = 0; k < features; k++) {
      int j = sum + LANES * k;
      FloatVector s = FloatVector.fromArray(WIDE, sums, j);
      FloatVector.fromArray(WIDE, x, at + ROWS * k).fma(factor, s).intoArray(sums, j);
    }
  }

  /** Rows in groups of as many as there are lanes, into a running sum for each lane. */
  static void addLanes(float[] g, int at, int groups, float[] sums, int sum) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      FloatVector s = FloatVector.fromArray(WIDE, sums, sum + lane);
      for (int i = 0; i < groups; i++) {
        s = FloatVector.fromArray(WIDE, g, at + lane + LANES * i).add(s);
      }
      s.intoArray(sums, sum + lane);
    }
  }
}
