package io.kindling.cpu.kernel;

/** The loop of {@link RowMajorSamples} in which the gradients are added up. */
@FunctionalInterface
interface FourRows {
  /**
   * Adds four rows to sums, each times a factor of its own, one after the other.
   *
   * @param first where the first row begins; the others follow, a step apart
   * @param sums the sums, from an index on
   */
  void add(
      float[] x,
      int first,
      int step,
      int features,
      float g0,
      float g1,
      float g2,
      float g3,
      float[] sums,
      int at);

  /** The loop in plain Java. */
  static void addScalar(
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
    for (int k = 0; k < features; k++) {
      float sum = Math.fma(g0, x[first + k], sums[at + k]);
      sum = Math.fma(g1, x[first + step + k], sum);
      sum = Math.fma(g2, x[first + 2 * step + k], sum);
      sums[at + k] = Math.fma(g3, x[first + 3 * step + k], sum);
    }
  }
}
