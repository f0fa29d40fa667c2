package io.kindling.forward;

import io.kindling.nn.LinearSpec;

/**
 * {@code y = x Wᵀ + b}: each output a sum over the features in ascending order, from the bias, each
 * product fused into it. Such a sum waits for itself, so eight of them run side by side: of one
 * row, or of eight rows where there are fewer outputs.
 */
final class Affine implements Layer {
  private static final int SIDE_BY_SIDE = 8;

  private final float[] weight;
  private final float[] bias;
  private final int in;
  private final int out;

  private Affine(float[] weight, float[] bias, int in, int out) {
    this.weight = weight;
    this.bias = bias;
    this.in = in;
    this.out = out;
  }

  static Affine of(LinearSpec spec, NamedState.Part part) {
    int in = spec.inFeatures();
    int out = spec.outFeatures();
    float[] bias = spec.bias() ? part.floats("bias", out) : new float[out];
    return new Affine(part.floats("weight", out, in), bias, in, out);
  }

  @Override
  public void forward(float[] x, int from, float[] y, int rows) {
    if (out >= SIDE_BY_SIDE) {
      for (int row = 0; row < rows; row++) {
        wide(x, from + row * in, y, row * out);
      }
    } else if (rows == SIDE_BY_SIDE) {
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
  }

  /**
   * Whether what went in was finite: a sum with something infinite in it never becomes finite
   * again. To look at each number that goes in would take as long as to multiply it.
   */
  boolean isFinite(float[] y, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!Float.isFinite(y[row * out])) {
        return false;
      }
    }
    return true;
  }

  /** The last eight outputs may have begun before: they are computed again, to the same. */
  private void wide(float[] x, int from, float[] y, int at) {
    for (int output = 0; output < out; output += SIDE_BY_SIDE) {
      eightOutputs(x, from, y, at, Math.min(output, out - SIDE_BY_SIDE));
    }
  }

  private float one(float[] x, int from, int output) {
    int w = output * in;
    float sum = bias[output];
    for (int k = 0; k < in; k++) {
      sum = Math.fma(x[from + k], weight[w + k], sum);
    }
    return sum;
  }

  private void eightOutputs(float[] x, int from, float[] y, int at, int output) {
    float s0 = bias[output];
    float s1 = bias[output + 1];
    float s2 = bias[output + 2];
    float s3 = bias[output + 3];
    float s4 = bias[output + 4];
    float s5 = bias[output + 5];
    float s6 = bias[output + 6];
    float s7 = bias[output + 7];
    for (int k = 0; k < in; k++) {
      float factor = x[from + k];
      int w = output * in + k;
      s0 = Math.fma(factor, weight[w], s0);
      s1 = Math.fma(factor, weight[w + in], s1);
      s2 = Math.fma(factor, weight[w + 2 * in], s2);
      s3 = Math.fma(factor, weight[w + 3 * in], s3);
      s4 = Math.fma(factor, weight[w + 4 * in], s4);
      s5 = Math.fma(factor, weight[w + 5 * in], s5);
      s6 = Math.fma(factor, weight[w + 6 * in], s6);
      s7 = Math.fma(factor, weight[w + 7 * in], s7);
    }
    int first = at + output;
    y[first] = s0;
    y[first + 1] = s1;
    y[first + 2] = s2;
    y[first + 3] = s3;
    y[first + 4] = s4;
    y[first + 5] = s5;
    y[first + 6] = s6;
    y[first + 7] = s7;
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
