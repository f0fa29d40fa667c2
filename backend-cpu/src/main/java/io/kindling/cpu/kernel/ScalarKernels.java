package io.kindling.cpu.kernel;

/** The loops in plain Java, written so that the compiler finds what can be done side by side. */
public final class ScalarKernels implements Kernels {
  /** Below, a loop over the columns is too short to be worth it. */
  private static final int NARROW = 8;

  private static final int STEPS = 4;

  /** Needs nothing. */
  public ScalarKernels() {}

  @Override
  public void product(Product p, int from, int to) {
    if (p.columns < NARROW) {
      NarrowProduct.compute(p, from, to, 0);
      return;
    }
    for (int row = from; row < to; row++) {
      start(p, row);
      // j outside the columns: b and out are walked in memory order
      int j = p.from;
      for (; j + STEPS <= p.to; j += STEPS) {
        addFour(p, row, j);
      }
      for (; j < p.to; j++) {
        addOne(p, row, j);
      }
    }
  }

  private static void start(Product p, int row) {
    int at = row * p.columns;
    for (int column = 0; column < p.columns; column++) {
      p.out[at + column] = p.start.at(row, column);
    }
  }

  private static void addOne(Product p, int row, int j) {
    float[] b = p.b;
    float[] out = p.out;
    int columns = p.columns;
    int at = row * columns;
    int first = j * columns;
    float factor = p.a.at(row, j);
    for (int column = 0; column < columns; column++) {
      out[at + column] = Math.fma(factor, b[first + column], out[at + column]);
    }
  }

  /** Four j at once, in their order: out is read and written a quarter as often. */
  private static void addFour(Product p, int row, int j) {
    float[] b = p.b;
    float[] out = p.out;
    int columns = p.columns;
    int at = row * columns;
    int first = j * columns;
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
  public float squaredDistance(float[] a, float[] b, int from, int to) {
    float[] lanes = new float[LANES];
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        float difference = a[i + lane] - b[i + lane];
        lanes[lane] = Math.fma(difference, difference, lanes[lane]);
      }
    }
    return squaredDistanceRest(a, b, i, to, lanes);
  }

  /** The end of a sum: fewer elements than lanes. */
  static float sumRest(float[] a, int from, int to, float[] lanes) {
    for (int i = from; i < to; i++) {
      lanes[i - from] += a[i];
    }
    return fold(lanes);
  }

  /** The end of a squared distance: fewer elements than lanes. */
  static float squaredDistanceRest(float[] a, float[] b, int from, int to, float[] lanes) {
    for (int i = from; i < to; i++) {
      float difference = a[i] - b[i];
      lanes[i - from] = Math.fma(difference, difference, lanes[i - from]);
    }
    return fold(lanes);
  }

  private static float fold(float[] lanes) {
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }
}
