package io.kindling.forward;

import java.util.Arrays;

/** Fewer than eight outputs: eight rows are summed side by side, or one row alone. */
final class SlimAffine extends Affine {
  /** {@code [out, in]} */
  private final float[] weight;

  private final float[] bias;

  SlimAffine(float[] weight, float[] bias, int in) {
    super(in, bias.length);
    this.weight = weight;
    this.bias = bias;
  }

  @Override
  boolean sum(float[] x, int from, float[] y, int rows) {
    if (rows == SUMS) {
      for (int output = 0; output < out; output++) {
        eightRows(x, from, y, output);
      }
    } else {
      for (int row = 0; row < rows; row++) {
        for (int output = 0; output < out; output++) {
          y[row * out + output] = one(x, from + row * in, output);
        }
      }
    }
    boolean finite = true;
    for (int row = 0; row < rows; row++) {
      finite &= Float.isFinite(y[row * out]);
    }
    return finite;
  }

  /** An output of a row. */
  float one(float[] x, int from, int output) {
    int w = output * in;
    float sum = bias[output];
    for (int k = 0; k < in; k++) {
      sum = Math.fma(x[from + k], weight[w + k], sum);
    }
    return sum;
  }

  /** The first output, for one row alone. */
  OneSum alone() {
    return new OneSum(Arrays.copyOf(weight, in), bias[0]);
  }

  private void eightRows(float[] x, int from, float[] y, int output) {
    float s0 = bias[output];
    float s1 = s0;
    float s2 = s0;
    float s3 = s0;
    float s4 = s0;
    float s5 = s0;
    float s6 = s0;
    float s7 = s0;
    for (int k = 0; k < in; k++) {
      float factor = weight[output * in + k];
      int i = from + k;
      s0 = Math.fma(x[i], factor, s0);
      s1 = Math.fma(x[i + in], factor, s1);
      s2 = Math.fma(x[i + 2 * in], factor, s2);
      s3 = Math.fma(x[i + 3 * in], factor, s3);
      s4 = Math.fma(x[i + 4 * in], factor, s4);
      s5 = Math.fma(x[i + 5 * in], factor, s5);
      s6 = Math.fma(x[i + 6 * in], factor, s6);
      s7 = Math.fma(x[i + 7 * in], factor, s7);
    }
    y[output] = s0;
    y[output + out] = s1;
    y[output + 2 * out] = s2;
    y[output + 3 * out] = s3;
    y[output + 4 * out] = s4;
    y[output + 5 * out] = s5;
    y[output + 6 * out] = s6;
    y[output + 7 * out] = s7;
  }
}
