package io.kindling.cpu.kernel;

import io.kindling.functions.LaneSum;
import java.util.Arrays;

/** Samples as they come, row by row. */
final class RowMajorSamples extends ContiguousSamples {
  private static final int LANES = Kernels.LANES;

  /** Rows whose dot products are summed side by side, so that none waits for the one before it. */
  private static final int ROWS = 8;

  private final float[] x;
  private final int start;
  private final int rows;
  private final int features;
  private final FourRows fourRows;

  RowMajorSamples(float[] x, int start, int rows, int features, FourRows fourRows) {
    this.x = x;
    this.start = start;
    this.rows = rows;
    this.features = features;
    this.fourRows = fourRows;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public Samples part(int first, int count) {
    return new RowMajorSamples(x, start + first, count, features, fourRows);
  }

  @Override
  public float[] rowMajor(int first, int count) {
    int from = (start + first) * features;
    int length = count * features;
    return length == x.length ? x : Arrays.copyOfRange(x, from, from + length);
  }

  @Override
  public void affine(
      float[] weight, float[] bias, int from, int to, float[] y, int at, int outputs) {
    for (int output = 0; output < outputs; output++) {
      float first = bias.length == 0 ? 0f : bias[output];
      int row = from;
      for (; row + ROWS <= to; row += ROWS) {
        int out = at + (row - from) * outputs;
        eight(x, (start + row) * features, features, weight, output, first, y, out, outputs);
      }
      for (; row < to; row++) {
        float sum = first;
        for (int k = 0; k < features; k++) {
          sum = Math.fma(x[(start + row) * features + k], weight[output * features + k], sum);
        }
        y[at + (row - from) * outputs + output] = sum;
      }
    }
  }

  private static void eight(
      float[] x,
      int at,
      int features,
      float[] weight,
      int output,
      float start,
      float[] y,
      int out,
      int outputs) {
    float s0 = start;
    float s1 = start;
    float s2 = start;
    float s3 = start;
    float s4 = start;
    float s5 = start;
    float s6 = start;
    float s7 = start;
    for (int k = 0; k < features; k++) {
      float factor = weight[output * features + k];
      int i = at + k;
      s0 = Math.fma(x[i], factor, s0);
      s1 = Math.fma(x[i + features], factor, s1);
      s2 = Math.fma(x[i + 2 * features], factor, s2);
      s3 = Math.fma(x[i + 3 * features], factor, s3);
      s4 = Math.fma(x[i + 4 * features], factor, s4);
      s5 = Math.fma(x[i + 5 * features], factor, s5);
      s6 = Math.fma(x[i + 6 * features], factor, s6);
      s7 = Math.fma(x[i + 7 * features], factor, s7);
    }
    int first = out + output;
    y[first] = s0;
    y[first + outputs] = s1;
    y[first + 2 * outputs] = s2;
    y[first + 3 * outputs] = s3;
    y[first + 4 * outputs] = s4;
    y[first + 5 * outputs] = s5;
    y[first + 6 * outputs] = s6;
    y[first + 7 * outputs] = s7;
  }

  // running sums: [lane][output][feature], then [lane][output]

  @Override
  void addGradients(float[] gradient, int at, int from, int to, float[] sums, int outputs) {
    addBiases(gradient, at, (to - from) * outputs, sums, outputs);
    int row = from;
    for (; row + 4 * LANES <= to; row += 4 * LANES) {
      addGroups(gradient, at + (row - from) * outputs, row, sums, outputs);
    }
    for (; row < to; row++) {
      addRow(gradient, at + (row - from) * outputs, row, sums, outputs);
    }
  }

  /** Four groups of rows, one for each lane: a sum is read and written a quarter as often. */
  private void addGroups(float[] gradient, int at, int row, float[] sums, int outputs) {
    int next = LANES * outputs;
    for (int lane = 0; lane < LANES; lane++) {
      int first = (start + row + lane) * features;
      for (int output = 0; output < outputs; output++) {
        int sum = lane * outputs + output;
        int g = at + sum;
        fourRows.add(
            x,
            first,
            LANES * features,
            features,
            gradient[g],
            gradient[g + next],
            gradient[g + 2 * next],
            gradient[g + 3 * next],
            sums,
            sum * features);
      }
    }
  }

  private void addBiases(float[] gradient, int at, int length, float[] sums, int outputs) {
    int group = LANES * outputs;
    int biases = group * features;
    for (int from = 0; from < length; from += group) {
      int end = Math.min(length - from, group);
      for (int i = 0; i < end; i++) {
        sums[biases + i] += gradient[at + from + i];
      }
    }
  }

  private void addRow(float[] gradient, int at, int row, float[] sums, int outputs) {
    int first = (start + row) * features;
    for (int output = 0; output < outputs; output++) {
      int sum = (row % LANES * outputs + output) * features;
      float factor = gradient[at + output];
      for (int k = 0; k < features; k++) {
        sums[sum + k] = Math.fma(factor, x[first + k], sums[sum + k]);
      }
    }
  }

  @Override
  public float[] lanesLast(float[] sums, int outputs) {
    return eachTransposed(sums, outputs, true);
  }

  @Override
  public float[] ownOrder(float[] sums, int outputs) {
    return eachTransposed(sums, outputs, false);
  }

  /** The weights' lanes and then the biases', each a matrix that is turned. */
  private float[] eachTransposed(float[] sums, int outputs, boolean lanesFirst) {
    float[] turned = new float[sums.length];
    int weights = outputs * features;
    transpose(sums, turned, 0, weights, lanesFirst);
    transpose(sums, turned, LANES * weights, outputs, lanesFirst);
    return turned;
  }

  private static void transpose(float[] from, float[] to, int at, int sums, boolean lanesFirst) {
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = 0; i < sums; i++) {
        int lanesOut = at + lane * sums + i;
        int lanesIn = at + i * LANES + lane;
        to[lanesFirst ? lanesIn : lanesOut] = from[lanesFirst ? lanesOut : lanesIn];
      }
    }
  }

  @Override
  public void fold(float[] sums, float[] weight, float[] bias) {
    fold(sums, 0, weight);
    fold(sums, LANES * weight.length, bias);
  }

  private static void fold(float[] sums, int at, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = LaneSum.fold(sums, at + i, out.length);
    }
  }
}
