package io.kindling.cpu.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops with the Vector API; {@link VectorProduct} says how they must be written. */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;

  /** How many floats a vector of the processor holds. */
  static final int WIDTH = WIDE.length();

  private static final int MIN_WIDTH = 4;

  private final Scratch scratch = new Scratch();
  private final ArrayPool pool;

  /**
   * Computes nothing yet.
   *
   * @param pool has room for what is copied
   */
  VectorKernels(ArrayPool pool) {
    this.pool = pool;
  }

  /** Whether the processor has vectors that are worth it, and lanes are whole vectors. */
  static boolean supported() {
    return WIDTH >= MIN_WIDTH && LANES % WIDTH == 0;
  }

  @Override
  public void product(Product product, int from, int to) {
    if (product.columns < WIDTH) {
      SlimProduct.compute(product, from, to);
      return;
    }
    if (product.from == product.to) {
      product.writeStart(from, to);
      return;
    }
    boolean own = product.prepared == null;
    prepare(product, SerialSharing.INSTANCE);
    VectorProduct.compute(product, Objects.requireNonNull(product.prepared), pool, from, to);
    if (own) {
      release(product);
    }
  }

  @Override
  public void prepare(Product product, Sharing sharing) {
    if (product.prepared == null && product.columns >= WIDTH) {
      float[] panels = scratch.take(ColumnPanels.size(product, VectorProduct.COLUMNS));
      ColumnPanels.columns(product, VectorProduct.COLUMNS, panels, sharing);
      product.prepared = panels;
    }
  }

  @Override
  public void release(Product product) {
    float[] panels = product.prepared;
    if (panels != null) {
      product.prepared = null;
      scratch.give(panels);
    }
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
    return ScalarKernels.sumRest(a, end, to, lanes);
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
