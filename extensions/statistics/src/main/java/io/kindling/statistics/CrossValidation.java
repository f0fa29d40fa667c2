package io.kindling.statistics;

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
 * @param min where in the path the error is least: λ-min; of several, the largest λ
 * @param oneStandardError where in the path λ-1se is, the strongest penalty that is hardly worse
 *     than the best: the largest λ whose error is at most that of λ-min and one standard error of
 *     it
 */
public record CrossValidation(
    RegularizationPath path,
    int folds,
    List<Double> errors,
    List<Double> standardErrors,
    int min,
    int oneStandardError) {
  /** Copies the lists. */
  public CrossValidation {
    errors = List.copyOf(errors);
    standardErrors = List.copyOf(standardErrors);
  }

  /**
   * Weighs the errors of folds. They are compared in the target's unit, since the squares of large
   * and small targets have no room in float64.
   *
   * @param shares of the folds in the weight of all rows
   * @param ofFolds the error of each fold, for each λ
   * @param unit the power of two in which the target is counted
   */
  static CrossValidation of(
      RegularizationPath path, double[] shares, double[][] ofFolds, int unit) {
    int count = path.solutions().size();
    double[] errors = new double[count];
    double[] standardErrors = new double[count];
    for (int i = 0; i < count; i++) {
      double mean = 0;
      for (int fold = 0; fold < shares.length; fold++) {
        mean += shares[fold] * ofFolds[fold][i];
      }
      double squares = 0; // of parts of the mean: those of errors may have no room
      for (int fold = 0; fold < shares.length && mean > 0; fold++) {
        double apart = ofFolds[fold][i] / mean - 1;
        squares += shares[fold] * apart * apart;
      }
      errors[i] = mean;
      standardErrors[i] =
          Double.isInfinite(mean) ? mean : mean * Math.sqrt(squares / (shares.length - 1));
    }
    int min = first(errors, Arrays.stream(errors).min().orElse(0));
    int oneStandardError = first(errors, errors[min] + standardErrors[min]);
    return new CrossValidation(
        path,
        shares.length,
        Arrays.stream(errors).mapToObj(error -> Math.scalb(error, 2 * unit)).toList(),
        Arrays.stream(standardErrors).mapToObj(error -> Math.scalb(error, 2 * unit)).toList(),
        min,
        oneStandardError);
  }

  /** The first λ, which is the largest, whose error is no larger. */
  private static int first(double[] errors, double most) {
    return IntStream.range(0, errors.length).filter(i -> errors[i] <= most).findFirst().orElse(0);
  }
}
