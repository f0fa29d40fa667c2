package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;

/** Linear regression of a library that has products only: two of them a step, the rest by hand. */
final class LinearByHand implements Training {
  private final Products products;
  private final int features;
  private final float[] inputs;
  private final float[] targets;
  private final float[] residual;
  private final float[] weight;
  private final float[] gradient;
  private final double step;
  private float bias;

  LinearByHand(Products products, Workload workload, Data data) {
    this.products = products;
    features = workload.features();
    inputs = data.x();
    targets = data.y();
    residual = new float[workload.rows()];
    weight = data.initial().get(0).clone();
    gradient = new float[features];
    bias = data.initial().get(1)[0];
    step = 2 * workload.rate() / workload.rows();
  }

  @Override
  public float step() {
    products.multiply(inputs, false, weight, false, residual, residual.length, features, 1);
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < residual.length; row++) {
      float difference = residual[row] + bias - targets[row];
      residual[row] = difference;
      sum += difference;
      squares += (double) difference * difference;
    }
    products.multiply(inputs, true, residual, false, gradient, features, residual.length, 1);
    for (int i = 0; i < features; i++) {
      weight[i] -= (float) (step * gradient[i]);
    }
    bias -= (float) (step * sum);
    return (float) (squares / residual.length);
  }
}
