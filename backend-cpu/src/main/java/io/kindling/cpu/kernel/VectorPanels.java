package io.kindling.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops over {@link PanelSamples}; {@link VectorProduct} says how they must be written. */
final class VectorPanels {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = Kernels.LANES;

  /** The rows of a vector. */
  static final int WIDTH = WIDE.length();

  /** The vectors, or the panels, that are computed on side by side. */
  static final int SIDE_BY_SIDE = 4;

  private VectorPanels() {}

  /** How far behind the first of four vectors another one lies. */
  private static int offset(int vector, int features) {
    int row = vector * WIDTH;
    return (row - row % LANES) * features + row % LANES;
  }

  /** An output of four vectors of rows. */
  static void affine(
      float[] x, int at, int features, float[] w, int first, float start, float[] y, int out) {
    int o1 = offset(1, features);
    int o2 = offset(2, features);
    int o3 = offset(3, features);
    FloatVector s0 = FloatVector.broadcast(WIDE, start);
    FloatVector s1 = FloatVector.broadcast(WIDE, start);
    FloatVector s2 = FloatVector.broadcast(WIDE, start);
    FloatVector s3 = FloatVector.broadcast(WIDE, start);
    for (int k = 0; k < features; k++) {
      int i = at + LANES * k;
      FloatVector factor = FloatVector.broadcast(WIDE, w[first + k]);
      s0 = FloatVector.fromArray(WIDE, x, i).fma(factor, s0);
      s1 = FloatVector.fromArray(WIDE, x, i + o1).fma(factor, s1);
      s2 = FloatVector.fromArray(WIDE, x, i + o2).fma(factor, s2);
      s3 = FloatVector.fromArray(WIDE, x, i + o3).fma(factor, s3);
    }
    s0.intoArray(y, out);
    s1.intoArray(y, out + WIDTH);
    s2.intoArray(y, out + 2 * WIDTH);
    s3.intoArray(y, out + 3 * WIDTH);
  }

  /** Two outputs of four vectors of rows; the second's weights and results follow at a distance. */
  static void affineTwo(
      float[] x,
      int at,
      int features,
      float[] w,
      int first,
      float start,
      float nextStart,
      float[] y,
      int out,
      int next) {
    int o1 = offset(1, features);
    int o2 = offset(2, features);
    int o3 = offset(3, features);
    FloatVector s0 = FloatVector.broadcast(WIDE, start);
    FloatVector s1 = FloatVector.broadcast(WIDE, start);
    FloatVector s2 = FloatVector.broadcast(WIDE, start);
    FloatVector s3 = FloatVector.broadcast(WIDE, start);
    FloatVector t0 = FloatVector.broadcast(WIDE, nextStart);
    FloatVector t1 = FloatVector.broadcast(WIDE, nextStart);
    FloatVector t2 = FloatVector.broadcast(WIDE, nextStart);
    FloatVector t3 = FloatVector.broadcast(WIDE, nextStart);
    int second = first + features;
    for (int k = 0; k < features; k++) {
      int i = at + LANES * k;
      FloatVector x0 = FloatVector.fromArray(WIDE, x, i);
      FloatVector x1 = FloatVector.fromArray(WIDE, x, i + o1);
      FloatVector x2 = FloatVector.fromArray(WIDE, x, i + o2);
      FloatVector x3 = FloatVector.fromArray(WIDE, x, i + o3);
      FloatVector f = FloatVector.broadcast(WIDE, w[first + k]);
      FloatVector g = FloatVector.broadcast(WIDE, w[second + k]);
      s0 = x0.fma(f, s0);
      t0 = x0.fma(g, t0);
      s1 = x1.fma(f, s1);
      t1 = x1.fma(g, t1);
      s2 = x2.fma(f, s2);
      t2 = x2.fma(g, t2);
      s3 = x3.fma(f, s3);
      t3 = x3.fma(g, t3);
    }
    s0.intoArray(y, out);
    s1.intoArray(y, out + WIDTH);
    s2.intoArray(y, out + 2 * WIDTH);
    s3.intoArray(y, out + 3 * WIDTH);
    t0.intoArray(y, out + next);
    t1.intoArray(y, out + next + WIDTH);
    t2.intoArray(y, out + next + 2 * WIDTH);
    t3.intoArray(y, out + next + 3 * WIDTH);
  }

  /** An output of one vector of rows. */
  static void affineOne(
      float[] x, int at, int features, float[] w, int first, float start, float[] y, int out) {
    FloatVector sum = FloatVector.broadcast(WIDE, start);
    for (int k = 0; k < features; k++) {
      int i = at + LANES * k;
      FloatVector factor = FloatVector.broadcast(WIDE, w[first + k]);
      sum = FloatVector.fromArray(WIDE, x, i).fma(factor, sum);
    }
    sum.intoArray(y, out);
  }

  /** Some lanes of four panels into the running sums of an output. */
  static void add(float[] x, int at, int features, float[] g, int from, float[] sums, int sum) {
    FloatVector g0 = FloatVector.fromArray(WIDE, g, from);
    FloatVector g1 = FloatVector.fromArray(WIDE, g, from + LANES);
    FloatVector g2 = FloatVector.fromArray(WIDE, g, from + 2 * LANES);
    FloatVector g3 = FloatVector.fromArray(WIDE, g, from + 3 * LANES);
    int panel = features * LANES;
    int second = at + panel;
    int third = second + panel;
    int fourth = third + panel;
    for (int k = 0; k < features; k++) {
      int i = LANES * k;
      FloatVector s = FloatVector.fromArray(WIDE, sums, sum + i);
      s = FloatVector.fromArray(WIDE, x, at + i).fma(g0, s);
      s = FloatVector.fromArray(WIDE, x, second + i).fma(g1, s);
      s = FloatVector.fromArray(WIDE, x, third + i).fma(g2, s);
      FloatVector.fromArray(WIDE, x, fourth + i).fma(g3, s).intoArray(sums, sum + i);
    }
  }

  /** The same for two outputs; the second's gradients follow at a distance. */
  static void addTwo(
      float[] x, int at, int features, float[] g, int from, int next, float[] sums, int sum) {
    FloatVector g0 = FloatVector.fromArray(WIDE, g, from);
    FloatVector g1 = FloatVector.fromArray(WIDE, g, from + LANES);
    FloatVector g2 = FloatVector.fromArray(WIDE, g, from + 2 * LANES);
    FloatVector g3 = FloatVector.fromArray(WIDE, g, from + 3 * LANES);
    FloatVector h0 = FloatVector.fromArray(WIDE, g, from + next);
    FloatVector h1 = FloatVector.fromArray(WIDE, g, from + next + LANES);
    FloatVector h2 = FloatVector.fromArray(WIDE, g, from + next + 2 * LANES);
    FloatVector h3 = FloatVector.fromArray(WIDE, g, from + next + 3 * LANES);
    int panel = features * LANES;
    int second = at + panel;
    int third = second + panel;
    int fourth = third + panel;
    int nextSum = sum + panel;
    for (int k = 0; k < features; k++) {
      int i = LANES * k;
      FloatVector x0 = FloatVector.fromArray(WIDE, x, at + i);
      FloatVector x1 = FloatVector.fromArray(WIDE, x, second + i);
      FloatVector x2 = FloatVector.fromArray(WIDE, x, third + i);
      FloatVector x3 = FloatVector.fromArray(WIDE, x, fourth + i);
      FloatVector s = x0.fma(g0, FloatVector.fromArray(WIDE, sums, sum + i));
      FloatVector t = x0.fma(h0, FloatVector.fromArray(WIDE, sums, nextSum + i));
      s = x1.fma(g1, s);
      t = x1.fma(h1, t);
      s = x2.fma(g2, s);
      t = x2.fma(h2, t);
      x3.fma(g3, s).intoArray(sums, sum + i);
      x3.fma(h3, t).intoArray(sums, nextSum + i);
    }
  }

  /** Some lanes of one panel into the running sums of an output. */
  static void addOne(float[] x, int at, int features, float[] g, int from, float[] sums, int sum) {
    FloatVector factor = FloatVector.fromArray(WIDE, g, from);
    for (int k = 0; k < features; k++) {
      int i = LANES * k;
      FloatVector s = FloatVector.fromArray(WIDE, sums, sum + i);
      FloatVector.fromArray(WIDE, x, at + i).fma(factor, s).intoArray(sums, sum + i);
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
