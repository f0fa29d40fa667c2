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

  // Of no more elements than lanes each has a lane of its own, and the other lanes are 0. Then no
  // array of lanes is needed; the bits are the same.

  /** {@code Σ a[i] · b[i]}, fused into lanes of 0, for n elements, a step apart each. */
  static float products(float[] a, int at, int step, float[] b, int first, int next, int n) {
    float s0 = term(a, at, step, b, first, next, 0, n) + term(a, at, step, b, first, next, 8, n);
    float s1 = term(a, at, step, b, first, next, 1, n) + term(a, at, step, b, first, next, 9, n);
    float s2 = term(a, at, step, b, first, next, 2, n) + term(a, at, step, b, first, next, 10, n);
    float s3 = term(a, at, step, b, first, next, 3, n) + term(a, at, step, b, first, next, 11, n);
    float s4 = term(a, at, step, b, first, next, 4, n) + term(a, at, step, b, first, next, 12, n);
    float s5 = term(a, at, step, b, first, next, 5, n) + term(a, at, step, b, first, next, 13, n);
    float s6 = term(a, at, step, b, first, next, 6, n) + term(a, at, step, b, first, next, 14, n);
    float s7 = term(a, at, step, b, first, next, 7, n) + term(a, at, step, b, first, next, 15, n);
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  private static float term(
      float[] a, int at, int step, float[] b, int first, int next, int i, int n) {
    return i < n ? Math.fma(a[at + i * step], b[first + i * next], 0f) : 0f;
  }

  /** {@code Σ (a[i] − b[i])²} of n elements. */
  static float squaredDistance(float[] a, int at, float[] b, int first, int n) {
    float s0 = square(a, at, b, first, 0, n) + square(a, at, b, first, 8, n);
    float s1 = square(a, at, b, first, 1, n) + square(a, at, b, first, 9, n);
    float s2 = square(a, at, b, first, 2, n) + square(a, at, b, first, 10, n);
    float s3 = square(a, at, b, first, 3, n) + square(a, at, b, first, 11, n);
    float s4 = square(a, at, b, first, 4, n) + square(a, at, b, first, 12, n);
    float s5 = square(a, at, b, first, 5, n) + square(a, at, b, first, 13, n);
    float s6 = square(a, at, b, first, 6, n) + square(a, at, b, first, 14, n);
    float s7 = square(a, at, b, first, 7, n) + square(a, at, b, first, 15, n);
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  private static float square(float[] a, int at, float[] b, int first, int i, int n) {
    if (i >= n) {
      return 0f;
    }
    float difference = a[at + i] - b[first + i];
    return difference * difference;
  }
}
