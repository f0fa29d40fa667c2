package io.kindling.cpu.kernel;

/** How the running sums of a long sum become one. */
final class Lanes {
  private Lanes() {}

  /**
   * Adds the upper half of {@value Kernels#LANES} sums to the lower, until one is left.
   *
   * @param at where the first is
   * @param step from each to the next
   * @return the one; the array stays as it is
   */
  static float fold(float[] sums, int at, int step) {
    float s0 = sums[at] + sums[at + 8 * step];
    float s1 = sums[at + step] + sums[at + 9 * step];
    float s2 = sums[at + 2 * step] + sums[at + 10 * step];
    float s3 = sums[at + 3 * step] + sums[at + 11 * step];
    float s4 = sums[at + 4 * step] + sums[at + 12 * step];
    float s5 = sums[at + 5 * step] + sums[at + 13 * step];
    float s6 = sums[at + 6 * step] + sums[at + 14 * step];
    float s7 = sums[at + 7 * step] + sums[at + 15 * step];
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  /** Folds running sums whose lanes are neighbours, from an index on. */
  static void foldEach(float[] sums, int at, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = fold(sums, at + i * Kernels.LANES, 1);
    }
  }
}
