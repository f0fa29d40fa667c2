package io.kindling.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** Samples for loops with the Vector API, which read them fastest in panels. */
final class VectorLayout implements SampleLayout {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = WIDE.length();

  private final Sharing sharing;

  /**
   * Copies nothing yet.
   *
   * @param sharing has threads help to copy
   */
  VectorLayout(Sharing sharing) {
    this.sharing = sharing;
  }

  @Override
  public Samples samples(float[] x, int rows, int features) {
    return new RowMajorSamples(x, 0, rows, features, VectorLayout::addFour);
  }

  @Override
  public @Nullable Samples packed(float[] x, int rows, int features) {
    return PanelSamples.pack(x, rows, features, sharing);
  }

  @Override
  public boolean divides(int start, int end, int rows) {
    return start % Kernels.LANES == 0;
  }

  /** As {@link FourRows#add}. */
  private static void addFour(
      float[] x,
      int first,
      int step,
      int features,
      float g0,
      float g1,
      float g2,
      float g3,
      float[] sums,
      int at) {
    FloatVector f0 = FloatVector.broadcast(WIDE, g0);
    FloatVector f1 = FloatVector.broadcast(WIDE, g1);
    FloatVector f2 = FloatVector.broadcast(WIDE, g2);
    FloatVector f3 = FloatVector.broadcast(WIDE, g3);
    int whole = features - features % WIDTH;
    for (int k = 0; k < whole; k += WIDTH) {
      int i = first + k;
      FloatVector sum = FloatVector.fromArray(WIDE, sums, at + k);
      sum = FloatVector.fromArray(WIDE, x, i).fma(f0, sum);
      sum = FloatVector.fromArray(WIDE, x, i + step).fma(f1, sum);
      sum = FloatVector.fromArray(WIDE, x, i + 2 * step).fma(f2, sum);
      FloatVector.fromArray(WIDE, x, i + 3 * step).fma(f3, sum).intoArray(sums, at + k);
    }
    if (whole < features) {
      FourRows.addScalar(
          x, first + whole, step, features - whole, g0, g1, g2, g3, sums, at + whole);
    }
  }
}
