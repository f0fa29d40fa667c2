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
  // array of lanes is needed; the bits are the same. The sum is a loop of four turns, not a line:
  // whether a lane is there would be sixteen questions with one answer in all turns of the loops
  // around, which JDK 17 and 25 copy for each of them, and are seconds over that. They need it no
  // more once a line takes them as long with -XX:-LoopUnswitching as without.

  /** {@code Σ a[i] · b[i]}, fused into lanes of 0, for n elements, a step apart each. */
  static float products(float[] a, int at, int step, float[] b, int first, int next, int n) {
    float even = absent(n);
    float odd = even;
    for (int i = 0; i < 4 && i < n; i++) {
      float sum = even + fourProducts(a, at, step, b, first, next, i, n);
      even = odd;
      odd = sum;
    }
    return even + odd;
  }

  /** What lanes add to a sum that hold nothing: 0, but nothing at all if all lanes are there. */
  private static float absent(int n) {
    return n < Kernels.LANES ? 0f : -0f;
  }

  private static float fourProducts(
      float[] a, int at, int step, float[] b, int first, int next, int i, int n) {
    return (product(a, at, step, b, first, next, i, n)
            + product(a, at, step, b, first, next, i + 8, n))
        + (product(a, at, step, b, first, next, i + 4, n)
            + product(a, at, step, b, first, next, i + 12, n));
  }

  private static float product(
      float[] a, int at, int step, float[] b, int first, int next, int i, int n) {
    return i < n ? Math.fma(a[at + i * step], b[first + i * next], 0f) : 0f;
  }

  /** {@code Σ (a[i] − b[i])²} of n elements. */
  static float squaredDistance(float[] a, int at, float[] b, int first, int n) {
    float even = absent(n);
    float odd = even;
    for (int i = 0; i < 4 && i < n; i++) {
      float sum = even + fourSquares(a, at, b, first, i, n);
      even = odd;
      odd = sum;
    }
    return even + odd;
  }

  private static float fourSquares(float[] a, int at, float[] b, int first, int i, int n) {
    return (square(a, at, b, first, i, n) + square(a, at, b, first, i + 8, n))
        + (square(a, at, b, first, i + 4, n) + square(a, at, b, first, i + 12, n));
  }

  private static float square(float[] a, int at, float[] b, int first, int i, int n) {
    if (i >= n) {
      return 0f;
    }
    float difference = a[at + i] - b[first + i];
    return difference * difference;
  }
}
