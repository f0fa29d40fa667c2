package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Workload;

/** A linear layer of a {@link NetByHand}, and the ReLU behind it unless it is the last. */
final class LayerByHand {
  private final int batch;
  private final int in;
  private final int out;
  private final boolean last;
  private final float[] values;
  private final float[] back;
  private final AdamByHand weight;
  private final AdamByHand bias;

  /**
   * With the data's first weights.
   *
   * @param layer from 1
   */
  LayerByHand(Workload workload, Data data, int layer) {
    batch = workload.batch();
    in = workload.layers().get(layer - 1);
    out = workload.layers().get(layer);
    last = layer == workload.layers().size() - 1;
    values = new float[batch * out];
    back = new float[batch * in];
    weight = new AdamByHand(data.initial().get(2 * layer - 2), workload.rate());
    bias = new AdamByHand(data.initial().get(2 * layer - 1), workload.rate());
  }

  /** What came of the last {@link #forward}. */
  float[] values() {
    return values;
  }

  float[] forward(Products products, float[] inputs) {
    products.multiply(inputs, false, weight.values, true, values, batch, in, out);
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < out; i++) {
        float value = values[row * out + i] + bias.values[i];
        values[row * out + i] = last ? value : Math.max(0, value);
      }
    }
    return values;
  }

  /**
   * Computes the gradients.
   *
   * @param gradient of the values; what ReLU held back becomes zero in it
   * @param further whether that of the inputs is asked for
   * @return that of the inputs
   */
  float[] backward(Products products, float[] inputs, float[] gradient, boolean further) {
    for (int i = 0; i < out; i++) {
      bias.gradient[i] = 0;
    }
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < out; i++) {
        int at = row * out + i;
        gradient[at] = last || values[at] > 0 ? gradient[at] : 0;
        bias.gradient[i] += gradient[at];
      }
    }
    products.multiply(gradient, true, inputs, false, weight.gradient, out, batch, in);
    if (further) {
      products.multiply(gradient, false, weight.values, false, back, batch, out, in);
    }
    return back;
  }

  void update() {
    weight.update();
    bias.update();
  }
}
