package io.kindling.cpu.kernel;

import io.kindling.functions.LaneSum;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops with the Vector API; {@link VectorTiles} says how they must be written. */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;

  /** How many floats a vector of the processor holds. */
  static final int WIDTH = WIDE.length();

  private static final int MIN_WIDTH = 4;

  /** Below, columns are too few to be computed side by side. */
  private static final int SLIM = 3;

  private static final int KEPT = 1 << 21;

  private final Scratch<float[]> scratch = new Scratch<>(float[]::new, array -> array.length, KEPT);

  /** Whether the processor has vectors that are worth it, and lanes are whole vectors. */
  static boolean supported() {
    return WIDTH >= MIN_WIDTH && LANES % WIDTH == 0;
  }

  @Override
  public Product arranged(Product p) {
    boolean slim = p.rows < SLIM && p.rows < p.columns;
    return slim || isLessToMove(p.flipped(), p) ? p.flipped() : p;
  }

  /** Whether there is less to move, where both would have to be moved column by column. */
  private static boolean isLessToMove(Product p, Product other) {
    return other.b.column != 1
        && (long) p.columns * (p.depth + p.rows) < (long) other.columns * other.depth;
  }

  @Override
  public ReadyProduct prepare(Product p, Sharing sharing) {
    return p.columns < SLIM ? new SlimProduct(p) : new VectorProduct(p, scratch, sharing);
  }

  @Override
  public float sum(float[] a, int from, int to) {
    float[] lanes = new float[LANES];
    int end = to - (to - from) % LANES;
    if (from < end) {
      // some of the lanes at a time; what is read again is near
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        sum(a, from + lane, end, lanes, lane);
      }
    }
    return LaneSum.rest(a, end, to, lanes);
  }

  private static void sum(float[] a, int from, int end, float[] lanes, int lane) {
    FloatVector sum = FloatVector.zero(WIDE);
    int i = from;
    do {
      sum = FloatVector.fromArray(WIDE, a, i).add(sum);
      i += LANES;
    } while (i < end);
    sum.intoArray(lanes, lane);
  }

  @Override
  public float squaredDistance(float[] a, int first, float[] b, int second, int n) {
    if (n <= LANES) {
      return Lanes.squaredDistance(a, first, b, second, n);
    }
    float[] lanes = new float[LANES];
    int whole = n - n % LANES;
    if (whole > 0) {
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        squaredDistance(a, first + lane, b, second + lane, whole, lanes, lane);
      }
    }
    return ScalarKernels.squaredDistanceRest(a, first + whole, b, second + whole, n - whole, lanes);
  }

  private static void squaredDistance(
      float[] a, int first, float[] b, int second, int whole, float[] lanes, int lane) {
    FloatVector sum = FloatVector.zero(WIDE);
    int i = 0;
    do {
      FloatVector right = FloatVector.fromArray(WIDE, b, second + i);
      FloatVector d = FloatVector.fromArray(WIDE, a, first + i).sub(right);
      sum = d.fma(d, sum);
      i += LANES;
    } while (i < whole);
    sum.intoArray(lanes, lane);
  }
}
