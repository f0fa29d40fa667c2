package io.kindling.cpu.kernel;

import java.util.Arrays;

/** The inner loops in plain Java. */
public final class ScalarKernels implements Kernels {
  /** Needs nothing. */
  public ScalarKernels() {}

  @Override
  public void multiply(float[] a, float[] b, float[] out, int n, int k, int m) {
    Arrays.fill(out, 0, n * m, 0f);
    for (int row = 0; row < n; row++) {
      // k outside m: b and out are walked in memory order
      for (int i = 0; i < k; i++) {
        float factor = a[row * k + i];
        for (int column = 0; column < m; column++) {
          int at = row * m + column;
          out[at] = Math.fma(factor, b[i * m + column], out[at]);
        }
      }
    }
  }

  @Override
  public void multiplyTransposed(
      float[] a, float[] b, float[] bias, float[] out, int n, int k, int m) {
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < m; column++) {
        float sum = bias.length == 0 ? 0f : bias[column];
        for (int i = 0; i < k; i++) {
          sum = Math.fma(a[row * k + i], b[column * k + i], sum);
        }
        out[row * m + column] = sum;
      }
    }
  }

  @Override
  public void transposedMultiply(
      float[] a, float[] b, int from, int to, float[] out, int k, int m) {
    Arrays.fill(out, 0, k * m, 0f);
    for (int row = from; row < to; row++) {
      for (int i = 0; i < k; i++) {
        float factor = a[row * k + i];
        for (int column = 0; column < m; column++) {
          int at = i * m + column;
          out[at] = Math.fma(factor, b[row * m + column], out[at]);
        }
      }
    }
  }

  @Override
  public void sumRows(float[] a, int from, int to, float[] out, int m) {
    Arrays.fill(out, 0, m, 0f);
    for (int row = from; row < to; row++) {
      for (int column = 0; column < m; column++) {
        out[column] += a[row * m + column];
      }
    }
  }

  @Override
  public float sum(float[] a, int from, int to) {
    float[] lanes = new float[LANES];
    for (int i = from; i < to; i++) {
      lanes[(i - from) % LANES] += a[i];
    }
    return fold(lanes);
  }

  @Override
  public float squaredDistance(float[] a, float[] b, int from, int to) {
    float[] lanes = new float[LANES];
    for (int i = from; i < to; i++) {
      float difference = a[i] - b[i];
      int lane = (i - from) % LANES;
      lanes[lane] = Math.fma(difference, difference, lanes[lane]);
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
