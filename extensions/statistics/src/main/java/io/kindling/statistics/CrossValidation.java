package io.kindling.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A path, and how far its solutions are off on rows that they have not seen: those of each fold, by
 * the solution for the same λ on all other rows.
 *
 * @param path the path of all rows
 * @param folds k, how many folds there are
 * @param errors for each λ, the mean squared error: {@code Σ W e / Σ W}, with the error e of each
 *     fold and its weight W, how many rows it has where these have no weights
 * @param standardErrors of these: {@code √(Σ W (e − mean)² / Σ W / (k − 1))}
 */
public record CrossValidation(
    RegularizationPath path, int folds, List<Double> errors, List<Double> standardErrors) {
  /** Copies the lists. */
  public CrossValidation {
    errors = List.copyOf(errors);
    standardErrors = List.copyOf(standardErrors);
  }

  /** Weighs the errors of each fold, for each λ, by its rows' weight. */
  static CrossValidation of(RegularizationPath path, double[] weights, double[][] ofFolds) {
    double total = Arrays.stream(weights).sum();
    List<Double> errors = new ArrayList<>();
    List<Double> standardErrors = new ArrayList<>();
    for (int i = 0; i < path.solutions().size(); i++) {
      double sum = 0;
      for (int fold = 0; fold < weights.length; fold++) {
        sum += weights[fold] * ofFolds[fold][i];
      }
      double mean = sum / total;
      double squares = 0;
      for (int fold = 0; fold < weights.length; fold++) {
        double apart = ofFolds[fold][i] - mean;
        squares += weights[fold] * apart * apart;
      }
      errors.add(mean);
      standardErrors.add(Math.sqrt(squares / total / (weights.length - 1)));
    }
    return new CrossValidation(path, weights.length, errors, standardErrors);
  }

  /** {@return where in the path the error is least: λ-min; of several, the largest λ} */
  public int min() {
    return first(errors.stream().mapToDouble(Double::doubleValue).min().orElse(0));
  }

  /**
   * Finds the strongest penalty that is hardly worse than the best.
   *
   * @return where in the path λ-1se is: the largest λ whose error is at most that of λ-min and one
   *     standard error of it
   */
  public int oneStandardError() {
    return first(errors.get(min()) + standardErrors.get(min()));
  }

  /** The first λ, which is the largest, whose error is no larger. */
  private int first(double error) {
    return IntStream.range(0, errors.size())
        .filter(i -> errors.get(i) <= error)
        .findFirst()
        .orElse(0);
  }
}
