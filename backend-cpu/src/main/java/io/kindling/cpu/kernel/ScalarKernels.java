package io.kindling.cpu.kernel;

import java.util.Objects;

/** The loops in plain Java, written so that the compiler finds what can be done side by side. */
final class ScalarKernels implements Kernels {
  /** Below, a loop over the columns is too short to be worth it. */
  private static final int SLIM = 8;

  private static final int STEPS = 4;

  /** How much of the right matrix stays in the nearest cache while the rows of the left pass. */
  private static final int NEAR = 1 << 12;

  private final ArrayPool pool;

  /**
   * Computes nothing yet.
   *
   * @param pool has room for what is copied
   */
  ScalarKernels(ArrayPool pool) {
    this.pool = pool;
  }

  @Override
  public void product(Product p, int from, int to) {
    if (p.columns < SLIM) {
      SlimProduct.compute(p, from, to);
      return;
    }
    boolean own = p.prepared == null;
    prepare(p, SerialSharing.INSTANCE);
    p.writeStart(from, to);
    float[] b = Objects.requireNonNull(p.prepared);
    int depth = Math.max(STEPS, NEAR / p.columns / STEPS * STEPS);
    for (int j = p.from; j < p.to; j += depth) {
      int end = Math.min(p.to, j + depth);
      for (int row = from; row < to; row++) {
        add(p, b, row, j, end);
      }
    }
    if (own) {
      release(p);
    }
  }

  @Override
  public void prepare(Product p, Sharing sharing) {
    if (p.prepared == null && p.columns >= SLIM) {
      // b and out are walked in memory order
      boolean rowMajor = p.b.column == 1 && p.b.row == p.columns && p.from + p.b.at == 0;
      p.prepared = rowMajor ? p.b.array : oneAfterAnother(p, sharing);
    }
  }

  @Override
  public void release(Product p) {
    float[] rows = p.prepared;
    if (rows != null) {
      p.prepared = null;
      if (rows != p.b.array) {
        pool.give(rows);
      }
    }
  }

  private float[] oneAfterAnother(Product p, Sharing sharing) {
    float[] rows = pool.take(ColumnPanels.size(p, p.columns));
    ColumnPanels.columns(p, p.columns, rows, sharing);
    return rows;
  }

  private static void add(Product p, float[] b, int row, int from, int to) {
    int j = from;
    for (; j + STEPS <= to; j += STEPS) {
      addFour(p, b, row, j);
    }
    for (; j < to; j++) {
      addOne(p, b, row, j);
    }
  }

  private static void addOne(Product p, float[] b, int row, int j) {
    float[] out = p.out;
    int columns = p.columns;
    int at = row * columns;
    int first = (j - p.from) * columns;
    float factor = p.a.at(row, j);
    for (int column = 0; column < columns; column++) {
      out[at + column] = Math.fma(factor, b[first + column], out[at + column]);
    }
  }

  /** Four j at once, in their order: out is read and written a quarter as often. */
  private static void addFour(Product p, float[] b, int row, int j) {
    float[] out = p.out;
    int columns = p.columns;
    int at = row * columns;
    int first = (j - p.from) * columns;
    int second = first + columns;
    int third = second + columns;
    int fourth = third + columns;
    float f1 = p.a.at(row, j);
    float f2 = p.a.at(row, j + 1);
    float f3 = p.a.at(row, j + 2);
    float f4 = p.a.at(row, j + 3);
    for (int column = 0; column < columns; column++) {
      float sum = Math.fma(f1, b[first + column], out[at + column]);
      sum = Math.fma(f2, b[second + column], sum);
      sum = Math.fma(f3, b[third + column], sum);
      out[at + column] = Math.fma(f4, b[fourth + column], sum);
    }
  }

  @Override
  public float sum(float[] a, int from, int to) {
    float[] lanes = new float[LANES];
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += a[i + lane];
      }
    }
    return sumRest(a, i, to, lanes);
  }

  @Override
  public float squaredDistance(float[] a, int first, float[] b, int second, int n) {
    if (n <= LANES) {
      return Lanes.squaredDistance(a, first, b, second, n);
    }
    float[] lanes = new float[LANES];
    int whole = n - n % LANES;
    for (int lane = 0; lane < LANES; lane += 8) {
      eightLanes(a, first + lane, b, second + lane, whole, lanes, lane);
    }
    return squaredDistanceRest(a, first + whole, b, second + whole, n - whole, lanes);
  }

  /** Eight of the lanes, whose sums stay at hand: no loop over so few becomes one of vectors. */
  private static void eightLanes(
      float[] a, int first, float[] b, int second, int whole, float[] lanes, int lane) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int i = 0; i < whole; i += LANES) {
      int j = first + i;
      int k = second + i;
      s0 = addSquare(a[j] - b[k], s0);
      s1 = addSquare(a[j + 1] - b[k + 1], s1);
      s2 = addSquare(a[j + 2] - b[k + 2], s2);
      s3 = addSquare(a[j + 3] - b[k + 3], s3);
      s4 = addSquare(a[j + 4] - b[k + 4], s4);
      s5 = addSquare(a[j + 5] - b[k + 5], s5);
      s6 = addSquare(a[j + 6] - b[k + 6], s6);
      s7 = addSquare(a[j + 7] - b[k + 7], s7);
    }
    lanes[lane] = s0;
    lanes[lane + 1] = s1;
    lanes[lane + 2] = s2;
    lanes[lane + 3] = s3;
    lanes[lane + 4] = s4;
    lanes[lane + 5] = s5;
    lanes[lane + 6] = s6;
    lanes[lane + 7] = s7;
  }

  private static float addSquare(float difference, float sum) {
    return Math.fma(difference, difference, sum);
  }

  /** The end of a sum: fewer elements than lanes. */
  static float sumRest(float[] a, int from, int to, float[] lanes) {
    for (int i = from; i < to; i++) {
      lanes[i - from] += a[i];
    }
    return Lanes.fold(lanes, 0, 1);
  }

  /** The end of a squared distance: fewer elements than lanes. */
  static float squaredDistanceRest(
      float[] a, int first, float[] b, int second, int n, float[] lanes) {
    for (int i = 0; i < n; i++) {
      float difference = a[first + i] - b[second + i];
      lanes[i] = Math.fma(difference, difference, lanes[i]);
    }
    return Lanes.fold(lanes, 0, 1);
  }
}
