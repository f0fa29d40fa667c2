package io.kindling.benchmarks.prediction;

import io.kindling.core.TensorData;
import java.util.Map;

/** What a person would write for a known model: eight sums side by side, as the processor likes. */
final class ByHand {
  private final float[] first;
  private final float[] firstBias;
  private final float[] second;
  private final float secondBias;

  /** Takes the parameters of {@code linear(64, 1)}, or of a net with {@code relu} between two. */
  ByHand(Map<String, TensorData> state, boolean net) {
    first = values(state, net ? "0.weight" : "weight");
    firstBias = values(state, net ? "0.bias" : "bias");
    second = net ? values(state, "2.weight") : first;
    secondBias = values(state, net ? "2.bias" : "bias")[0];
  }

  private static float[] values(Map<String, TensorData> state, String name) {
    TensorData values = state.get(name);
    if (values == null) {
      throw new IllegalArgumentException(name);
    }
    return values.toFloatArray();
  }

  float linear(float[] x) {
    return dot(x, first, secondBias);
  }

  /** The hidden numbers are the caller's to lend. */
  float net(float[] x, float[] hidden) {
    for (int output = 0; output < hidden.length; output += 8) {
      eight(x, output, hidden);
    }
    return dot(hidden, second, secondBias);
  }

  private static float dot(float[] x, float[] weight, float bias) {
    float sum = bias;
    for (int k = 0; k < x.length; k++) {
      sum = Math.fma(x[k], weight[k], sum);
    }
    return sum;
  }

  private void eight(float[] x, int output, float[] hidden) {
    int n = x.length;
    float s0 = firstBias[output];
    float s1 = firstBias[output + 1];
    float s2 = firstBias[output + 2];
    float s3 = firstBias[output + 3];
    float s4 = firstBias[output + 4];
    float s5 = firstBias[output + 5];
    float s6 = firstBias[output + 6];
    float s7 = firstBias[output + 7];
    for (int k = 0; k < n; k++) {
      float factor = x[k];
      int w = output * n + k;
      s0 = Math.fma(factor, first[w], s0);
      s1 = Math.fma(factor, first[w + n], s1);
      s2 = Math.fma(factor, first[w + 2 * n], s2);
      s3 = Math.fma(factor, first[w + 3 * n], s3);
      s4 = Math.fma(factor, first[w + 4 * n], s4);
      s5 = Math.fma(factor, first[w + 5 * n], s5);
      s6 = Math.fma(factor, first[w + 6 * n], s6);
      s7 = Math.fma(factor, first[w + 7 * n], s7);
    }
    hidden[output] = Math.max(s0, 0);
    hidden[output + 1] = Math.max(s1, 0);
    hidden[output + 2] = Math.max(s2, 0);
    hidden[output + 3] = Math.max(s3, 0);
    hidden[output + 4] = Math.max(s4, 0);
    hidden[output + 5] = Math.max(s5, 0);
    hidden[output + 6] = Math.max(s6, 0);
    hidden[output + 7] = Math.max(s7, 0);
  }
}
