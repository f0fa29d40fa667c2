package io.kindling.cpu.kernel;

import io.kindling.functions.LaneSum;

/** How the running sums of a long sum become one. */
final class Lanes {
  private Lanes() {}

  /** Folds running sums whose lanes are neighbours, from an index on. */
  static void foldEach(float[] sums, int at, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = LaneSum.fold(sums, at + i * Kernels.LANES, 1);
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
