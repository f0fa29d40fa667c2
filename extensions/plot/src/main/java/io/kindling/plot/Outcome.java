package io.kindling.plot;

import io.kindling.error.DataException;

/**
 * A number that was to be predicted, and what was.
 *
 * @param name what it is called
 * @param actual its true values, row by row
 * @param predicted what a model says of the same rows
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Outcome(String name, double[] actual, double[] predicted) {
  /**
   * Takes the arrays as they are.
   *
   * @throws DataException if they are not of the same length
   */
  public Outcome {
    Lengths.check("Outcome", "predicted", predicted.length, actual.length);
  }

  double[] residuals() {
    double[] residuals = new double[actual.length];
    for (int row = 0; row < residuals.length; row++) {
      residuals[row] = actual[row] - predicted[row];
    }
    return residuals;
  }
}
