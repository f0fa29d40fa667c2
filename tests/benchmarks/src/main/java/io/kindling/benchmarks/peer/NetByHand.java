package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A net of a library that has products only: three of them for each layer, two for the first; ReLU,
 * cross-entropy and Adam are plain loops, into arrays made once.
 */
final class NetByHand implements Training {
  private final Products products;
  private final List<LayerByHand> layers = new ArrayList<>();
  private final float[][] inputs;
  private final int[][] labels;
  private final float[] gradient;
  private final int batch;
  private int next;

  NetByHand(Products products, Workload workload, Data data) {
    this.products = products;
    batch = workload.batch();
    inputs = batches(workload, data);
    labels = new int[inputs.length][batch];
    for (int row = 0; row < workload.rows(); row++) {
      labels[row / batch][row % batch] = (int) data.labels()[row];
    }
    for (int layer = 1; layer < workload.layers().size(); layer++) {
      layers.add(new LayerByHand(workload, data, layer));
    }
    gradient = new float[batch * workload.outputs()];
  }

  /** Each in an array of its own, so that a batch need not be copied. */
  private static float[][] batches(Workload workload, Data data) {
    int size = workload.batch() * workload.features();
    float[][] batches = new float[workload.rows() / workload.batch()][];
    Arrays.setAll(batches, i -> Arrays.copyOfRange(data.x(), i * size, (i + 1) * size));
    return batches;
  }

  @Override
  public float step() {
    float[] values = inputs[next];
    for (LayerByHand layer : layers) {
      values = layer.forward(products, values);
    }
    float loss = crossEntropy(values, labels[next], gradient);
    float[] back = gradient;
    for (int layer = layers.size() - 1; layer > 0; layer--) {
      back = layers.get(layer).backward(products, layers.get(layer - 1).values(), back, true);
    }
    layers.get(0).backward(products, inputs[next], back, false);
    layers.forEach(LayerByHand::update);
    next = (next + 1) % inputs.length;
    return loss;
  }

  /** The mean; fills in the gradient. */
  private static float crossEntropy(float[] values, int[] labels, float[] gradient) {
    int classes = values.length / labels.length;
    double loss = 0;
    for (int row = 0; row < labels.length; row++) {
      int start = row * classes;
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = start; i < start + classes; i++) {
        largest = Math.max(largest, values[i]);
      }
      float sum = 0;
      for (int i = start; i < start + classes; i++) {
        gradient[i] = (float) Math.exp(values[i] - largest);
        sum += gradient[i];
      }
      float scale = 1 / (sum * labels.length);
      for (int i = start; i < start + classes; i++) {
        gradient[i] *= scale;
      }
      int label = start + labels[row];
      gradient[label] -= 1f / labels.length;
      loss += Math.log(sum) + largest - values[label];
    }
    return (float) (loss / labels.length);
  }
}
