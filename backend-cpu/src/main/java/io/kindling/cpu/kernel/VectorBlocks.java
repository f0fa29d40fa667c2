package io.kindling.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The running sums of a whole block of {@link Panels}, which is four of them. A sum takes all its
 * sixteen rows before it is written: so it is written once, from no zeros, and a block that is the
 * second of two is added to the first right there. {@link VectorTiles} says how the loops must be
 * written.
 */
final class VectorBlocks {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = WIDE.length();
  private static final int LANES = Kernels.LANES;
  private static final int ROWS = Panels.ROWS;

  private VectorBlocks() {}

  /**
   * Sums of an output's gradient times each feature.
   *
   * @param at where the first row's first feature is
   * @param g the gradient, from an index on
   * @param sums where they go, from an index on: {@code [feature, lane]}
   * @param onto whether they are added to what is there
   */
  static void sum(
      float[] x, int at, int features, float[] g, int from, float[] sums, int sum, boolean onto) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      if (onto) {
        addBlock(x, at + lane, ROWS * features, features, g, from + lane, sums, sum + lane);
      } else {
        setBlock(x, at + lane, ROWS * features, features, g, from + lane, sums, sum + lane);
      }
    }
  }

  private static void setBlock(
      float[] x, int at, int panel, int features, float[] g, int from, float[] sums, int sum) {
    FloatVector g0 = FloatVector.fromArray(WIDE, g, from);
    FloatVector g1 = FloatVector.fromArray(WIDE, g, from + LANES);
    FloatVector g2 = FloatVector.fromArray(WIDE, g, from + 2 * LANES);
    FloatVector g3 = FloatVector.fromArray(WIDE, g, from + 3 * LANES);
    FloatVector g4 = FloatVector.fromArray(WIDE, g, from + 4 * LANES);
    FloatVector g5 = FloatVector.fromArray(WIDE, g, from + 5 * LANES);
    FloatVector g6 = FloatVector.fromArray(WIDE, g, from + 6 * LANES);
    FloatVector g7 = FloatVector.fromArray(WIDE, g, from + 7 * LANES);
    FloatVector g8 = FloatVector.fromArray(WIDE, g, from + 8 * LANES);
    FloatVector g9 = FloatVector.fromArray(WIDE, g, from + 9 * LANES);
    FloatVector g10 = FloatVector.fromArray(WIDE, g, from + 10 * LANES);
    FloatVector g11 = FloatVector.fromArray(WIDE, g, from + 11 * LANES);
    FloatVector g12 = FloatVector.fromArray(WIDE, g, from + 12 * LANES);
    FloatVector g13 = FloatVector.fromArray(WIDE, g, from + 13 * LANES);
    FloatVector g14 = FloatVector.fromArray(WIDE, g, from + 14 * LANES);
    FloatVector g15 = FloatVector.fromArray(WIDE, g, from + 15 * LANES);
    int second = at + panel;
    int third = second + panel;
    int fourth = third + panel;
    for (int k = 0; k < features; k++) {
      int i = ROWS * k;
      FloatVector s = FloatVector.zero(WIDE);
      s = FloatVector.fromArray(WIDE, x, at + i).fma(g0, s);
      s = FloatVector.fromArray(WIDE, x, at + i + LANES).fma(g1, s);
      s = FloatVector.fromArray(WIDE, x, at + i + 2 * LANES).fma(g2, s);
      s = FloatVector.fromArray(WIDE, x, at + i + 3 * LANES).fma(g3, s);
      s = FloatVector.fromArray(WIDE, x, second + i).fma(g4, s);
      s = FloatVector.fromArray(WIDE, x, second + i + LANES).fma(g5, s);
      s = FloatVector.fromArray(WIDE, x, second + i + 2 * LANES).fma(g6, s);
      s = FloatVector.fromArray(WIDE, x, second + i + 3 * LANES).fma(g7, s);
      s = FloatVector.fromArray(WIDE, x, third + i).fma(g8, s);
      s = FloatVector.fromArray(WIDE, x, third + i + LANES).fma(g9, s);
      s = FloatVector.fromArray(WIDE, x, third + i + 2 * LANES).fma(g10, s);
      s = FloatVector.fromArray(WIDE, x, third + i + 3 * LANES).fma(g11, s);
      s = FloatVector.fromArray(WIDE, x, fourth + i).fma(g12, s);
      s = FloatVector.fromArray(WIDE, x, fourth + i + LANES).fma(g13, s);
      s = FloatVector.fromArray(WIDE, x, fourth + i + 2 * LANES).fma(g14, s);
      s = FloatVector.fromArray(WIDE, x, fourth + i + 3 * LANES).fma(g15, s);
      int j = sum + LANES * k;
      s.intoArray(sums, j);
    }
  }

  private static void addBlock(
      float[] x, int at, int panel, int features, float[] g, int from, float[] sums, int sum) {
    FloatVector g0 = FloatVector.fromArray(WIDE, g, from);
    FloatVector g1 = FloatVector.fromArray(WIDE, g, from + LANES);
    FloatVector g2 = FloatVector.fromArray(WIDE, g, from + 2 * LANES);
    FloatVector g3 = FloatVector.fromArray(WIDE, g, from + 3 * LANES);
    FloatVector g4 = FloatVector.fromArray(WIDE, g, from + 4 * LANES);
    FloatVector g5 = FloatVector.fromArray(WIDE, g, from + 5 * LANES);
    FloatVector g6 = FloatVector.fromArray(WIDE, g, from + 6 * LANES);
    FloatVector g7 = FloatVector.fromArray(WIDE, g, from + 7 * LANES);
    FloatVector g8 = FloatVector.fromArray(WIDE, g, from + 8 * LANES);
    FloatVector g9 = FloatVector.fromArray(WIDE, g, from + 9 * LANES);
    FloatVector g10 = FloatVector.fromArray(WIDE, g, from + 10 * LANES);
    FloatVector g11 = FloatVector.fromArray(WIDE, g, from + 11 * LANES);
    FloatVector g12 = FloatVector.fromArray(WIDE, g, from + 12 * LANES);
    FloatVector g13 = FloatVector.fromArray(WIDE, g, from + 13 * LANES);
    FloatVector g14 = FloatVector.fromArray(WIDE, g, from + 14 * LANES);
    FloatVector g15 = FloatVector.fromArray(WIDE, g, from + 15 * LANES);
    int second = at + panel;
    int third = second + panel;
    int fourth = third + panel;
    for (int k = 0; k < features; k++) {
      int i = ROWS * k;
      FloatVector s = FloatVector.zero(WIDE);
      s = FloatVector.fromArray(WIDE, x, at + i).fma(g0, s);
      s = FloatVector.fromArray(WIDE, x, at + i + LANES).fma(g1, s);
      s = FloatVector.fromArray(WIDE, x, at + i + 2 * LANES).fma(g2, s);
      s = FloatVector.fromArray(WIDE, x, at + i + 3 * LANES).fma(g3, s);
      s = FloatVector.fromArray(WIDE, x, second + i).fma(g4, s);
      s = FloatVector.fromArray(WIDE, x, second + i + LANES).fma(g5, s);
      s = FloatVector.fromArray(WIDE, x, second + i + 2 * LANES).fma(g6, s);
      s = FloatVector.fromArray(WIDE, x, second + i + 3 * LANES).fma(g7, s);
      s = FloatVector.fromArray(WIDE, x, third + i).fma(g8, s);
      s = FloatVector.fromArray(WIDE, x, third + i + LANES).fma(g9, s);
      s = FloatVector.fromArray(WIDE, x, third + i + 2 * LANES).fma(g10, s);
      s = FloatVector.fromArray(WIDE, x, third + i + 3 * LANES).fma(g11, s);
      s = FloatVector.fromArray(WIDE, x, fourth + i).fma(g12, s);
      s = FloatVector.fromArray(WIDE, x, fourth + i + LANES).fma(g13, s);
      s = FloatVector.fromArray(WIDE, x, fourth + i + 2 * LANES).fma(g14, s);
      s = FloatVector.fromArray(WIDE, x, fourth + i + 3 * LANES).fma(g15, s);
      int j = sum + LANES * k;
      FloatVector.fromArray(WIDE, sums, j).add(s).intoArray(sums, j);
    }
  }

  /** Sums of an output's gradient, {@code [lane]}. */
  static void sum(float[] g, int from, float[] sums, int sum, boolean onto) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      FloatVector s = FloatVector.zero(WIDE);
      for (int row = 0; row < BlockSum.BLOCK; row += LANES) {
        s = FloatVector.fromArray(WIDE, g, from + lane + row).add(s);
      }
      if (onto) {
        FloatVector.fromArray(WIDE, sums, sum + lane).add(s).intoArray(sums, sum + lane);
      } else {
        s.intoArray(sums, sum + lane);
      }
    }
  }
}
