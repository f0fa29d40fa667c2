package io.kindling.benchmarks.prediction;

import io.kindling.benchmarks.prediction.Contender.Answers;
import java.util.List;

/** A net as a person would write it: eight sums side by side, as the processor likes. */
final class NetByHand implements Answers {
  private final float[][] rows;
  private final float[] all;
  private final int features;
  private final Hidden[] hidden;
  private final float[] weight;
  private final float bias;

  NetByHand(Question question, List<float[]> parameters) {
    rows = question.rows();
    all = question.allRows();
    features = question.features();
    hidden = new Hidden[parameters.size() / 2 - 1];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = new Hidden(question, parameters.get(2 * i), parameters.get(2 * i + 1));
    }
    weight = parameters.get(2 * hidden.length);
    bias = parameters.get(2 * hidden.length + 1)[0];
  }

  @Override
  public double one(int row) {
    return one(rows[row], 0);
  }

  @Override
  public void all(double[] into) {
    for (int row = 0; row < into.length; row++) {
      into[row] = one(all, row * features);
    }
  }

  private float one(float[] row, int from) {
    float[] x = hidden[0].forward(row, from);
    for (int layer = 1; layer < hidden.length; layer++) {
      x = hidden[layer].forward(x, 0);
    }
    return ByHand.dot(x, 0, weight, bias);
  }

  /** A hidden layer and the function behind it. */
  private static final class Hidden {
    private final float[] weight;
    private final float[] bias;
    private final int in;
    private final float[] y;
    private final boolean relu;
    private final boolean tanh;

    Hidden(Question question, float[] weight, float[] bias) {
      this.weight = weight;
      this.bias = bias;
      this.in = weight.length / bias.length;
      this.y = new float[bias.length];
      this.relu = question == Question.NET_64 || question == Question.NET_10;
      this.tanh = question == Question.NET_10_TANH;
    }

    float[] forward(float[] x, int from) {
      for (int output = 0; output < y.length; output += 8) {
        eight(x, from, output);
      }
      if (tanh) {
        for (int i = 0; i < y.length; i++) {
          y[i] = (float) Math.tanh(y[i]);
        }
      } else if (!relu) {
        for (int i = 0; i < y.length; i++) {
          y[i] = (float) (1 / (1 + Math.exp(-y[i])));
        }
      }
      return y;
    }

    private void eight(float[] x, int from, int output) {
      int n = in;
      float s0 = bias[output];
      float s1 = bias[output + 1];
      float s2 = bias[output + 2];
      float s3 = bias[output + 3];
      float s4 = bias[output + 4];
      float s5 = bias[output + 5];
      float s6 = bias[output + 6];
      float s7 = bias[output + 7];
      for (int k = 0; k < n; k++) {
        float factor = x[from + k];
        int w = output * n + k;
        s0 = Math.fma(factor, weight[w], s0);
        s1 = Math.fma(factor, weight[w + n], s1);
        s2 = Math.fma(factor, weight[w + 2 * n], s2);
        s3 = Math.fma(factor, weight[w + 3 * n], s3);
        s4 = Math.fma(factor, weight[w + 4 * n], s4);
        s5 = Math.fma(factor, weight[w + 5 * n], s5);
        s6 = Math.fma(factor, weight[w + 6 * n], s6);
        s7 = Math.fma(factor, weight[w + 7 * n], s7);
      }
      y[output] = relu ? Math.max(s0, 0) : s0;
      y[output + 1] = relu ? Math.max(s1, 0) : s1;
      y[output + 2] = relu ? Math.max(s2, 0) : s2;
      y[output + 3] = relu ? Math.max(s3, 0) : s3;
      y[output + 4] = relu ? Math.max(s4, 0) : s4;
      y[output + 5] = relu ? Math.max(s5, 0) : s5;
      y[output + 6] = relu ? Math.max(s6, 0) : s6;
      y[output + 7] = relu ? Math.max(s7, 0) : s7;
    }
  }
}
