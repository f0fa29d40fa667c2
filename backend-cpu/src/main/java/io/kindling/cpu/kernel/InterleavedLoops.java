package io.kindling.cpu.kernel;

import java.util.Arrays;

/**
 * The loops over {@link Interleaved} samples, which first go to arrays of their own. The compiler
 * makes vectors of a loop only where all arrays are read at one index, and JDK 17 only where they
 * are few: five of which one is written, not nine, which JDK 25 takes. {@code tests/benchmarks/run
 * --kernels} shows beside the Vector API whether they still are vectors. To copy costs a quarter of
 * what it saves, and reads memory in one stream, which four arrays in turns are not.
 */
final class InterleavedLoops {
  /** Features of which a sum takes the products at once. */
  private static final int FEATURES = 4;

  private InterleavedLoops() {}

  /**
   * Predictions for a slice.
   *
   * @param near where the slice's features go: {@code [feature, neighbour]}
   * @param y where the predictions go: {@code [output, neighbour]}
   */
  static void affine(
      Interleaved x,
      int group,
      int slice,
      float[] weight,
      float[] bias,
      float[][] near,
      float[][] y) {
    int features = x.features;
    int n = x.neighbours(group);
    for (int m = 0; m < y.length; m++) {
      Arrays.fill(y[m], 0, n, bias.length == 0 ? 0f : bias[m]);
    }
    for (int k = 0; k < features; k += FEATURES) {
      int count = Math.min(FEATURES, features - k);
      x.fetch(group, slice, k, count, near);
      for (int m = 0; m < y.length; m++) {
        add(near, k, count, weight, m * features + k, y[m], n);
      }
    }
  }

  private static void add(float[][] x, int k, int count, float[] w, int at, float[] y, int n) {
    if (count == FEATURES) {
      fourFeatures(
          x[k], x[k + 1], x[k + 2], x[k + 3], w[at], w[at + 1], w[at + 2], w[at + 3], y, n);
      return;
    }
    for (int i = 0; i < count; i++) {
      oneFeature(x[k + i], w[at + i], y, n);
    }
  }

  private static void fourFeatures(
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float w0,
      float w1,
      float w2,
      float w3,
      float[] y,
      int n) {
    for (int i = 0; i < n; i++) {
      float sum = Math.fma(x1[i], w1, Math.fma(x0[i], w0, y[i]));
      y[i] = Math.fma(x3[i], w3, Math.fma(x2[i], w2, sum));
    }
  }

  private static void oneFeature(float[] x, float w, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(x[i], w, y[i]);
    }
  }

  /** The first two rows of n running sums, each times a factor of its own. */
  static void setTwo(float[] x0, float[] g0, float[] x1, float[] g1, float[] sums, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = Math.fma(x1[i], g1[i], Math.fma(x0[i], g0[i], 0f));
    }
  }

  /** The next two. */
  static void addTwo(float[] x0, float[] g0, float[] x1, float[] g1, float[] sums, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = Math.fma(x1[i], g1[i], Math.fma(x0[i], g0[i], sums[i]));
    }
  }

  /** The first two rows of n running sums. */
  static void setTwo(float[] g0, float[] g1, float[] sums, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = 0f + g0[i] + g1[i];
    }
  }

  /** The next two. */
  static void addTwo(float[] g0, float[] g1, float[] sums, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = sums[i] + g0[i] + g1[i];
    }
  }
}
