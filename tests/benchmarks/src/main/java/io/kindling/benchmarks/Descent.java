package io.kindling.benchmarks;

import java.util.Arrays;

/** One parameter of the {@link Reference}, in float64. */
final class Descent {
  private static final double MOMENTUM = 0.9;
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  final double[] value;
  final double[] gradient;

  private final Workload workload;
  private final double[] first;
  private final double[] second;
  private int steps;

  Descent(Workload workload, float[] initial) {
    this.workload = workload;
    this.value = new double[initial.length];
    this.gradient = new double[initial.length];
    this.first = new double[initial.length];
    this.second = new double[initial.length];
    for (int i = 0; i < initial.length; i++) {
      value[i] = initial[i];
    }
  }

  /** Updates the values and zeroes the gradient. */
  void step() {
    steps++;
    for (int i = 0; i < value.length; i++) {
      value[i] -= workload.rate() * direction(i);
    }
    Arrays.fill(gradient, 0);
  }

  private double direction(int i) {
    return switch (workload.rule()) {
      case SGD -> gradient[i];
      case MOMENTUM -> momentum(i);
      case ADAM -> adam(i);
      case NONE -> throw new IllegalStateException("nothing is updated");
    };
  }

  private double momentum(int i) {
    first[i] = MOMENTUM * first[i] + gradient[i];
    return first[i];
  }

  private double adam(int i) {
    first[i] = BETA_1 * first[i] + (1 - BETA_1) * gradient[i];
    second[i] = BETA_2 * second[i] + (1 - BETA_2) * gradient[i] * gradient[i];
    double mean = first[i] / (1 - Math.pow(BETA_1, steps));
    double square = second[i] / (1 - Math.pow(BETA_2, steps));
    return mean / (Math.sqrt(square) + EPSILON);
  }
}
