package io.kindling.statistics;

import java.util.ArrayList;
import java.util.List;

/** Collects the errors of folds. */
final class ErrorTally {
  private final int size;
  private final List<double[]> errors = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** Of so many λ. */
  ErrorTally(int size) {
    this.size = size;
  }

  void add(double weight, double[] ofFold) {
    weights.add(weight);
    errors.add(ofFold);
  }

  CrossValidation of(RegularizationPath path) {
    double total = weights.stream().mapToDouble(Double::doubleValue).sum();
    List<Double> means = new ArrayList<>();
    List<Double> standardErrors = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int fold = 0; fold < errors.size(); fold++) {
        sum += weights.get(fold) * errors.get(fold)[i];
      }
      double mean = sum / total;
      double squares = 0;
      for (int fold = 0; fold < errors.size(); fold++) {
        double apart = errors.get(fold)[i] - mean;
        squares += weights.get(fold) * apart * apart;
      }
      means.add(mean);
      standardErrors.add(Math.sqrt(squares / total / (errors.size() - 1)));
    }
    return new CrossValidation(path, errors.size(), means, standardErrors);
  }
}
