package io.kindling.plot;

import io.kindling.error.DataException;

/**
 * A class that was to be recognised, and how sure a model is of it.
 *
 * @param name what the class is called
 * @param actual which rows are of the class
 * @param scores how much speaks for the class, row by row: a probability, a logit, or whatever else
 *     is the larger the surer the model is
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Scored(String name, boolean[] actual, double[] scores) {
  /**
   * Takes the arrays as they are.
   *
   * @throws DataException if they are not of the same length
   */
  public Scored {
    Lengths.check("Scored", "scores", scores.length, actual.length);
  }
}
