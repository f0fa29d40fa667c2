package io.kindling.statistics;

import java.util.List;

/**
 * What a generalized linear model says, whose likelihood is the largest.
 *
 * @param target the name of the column that is explained
 * @param family what its numbers are distributed as
 * @param coefficients the coefficients, {@code (intercept)} first where there is one; their t are
 *     z, of the normal distribution
 * @param dropped the columns that are left out, since others say all that they do
 * @param rows n
 * @param leftOut how many rows more had a missing cell
 * @param degreesOfFreedom n − k, with k coefficients
 * @param deviance {@code 2 (l* − l)}: how far the logarithm of the likelihood is below that of a
 *     fit that says each row's own number
 * @param nullDeviance the same of the intercept alone
 * @param logLikelihood l
 * @param aic {@code 2 k − 2 l}
 * @param iterations how many of Newton's steps it took
 * @param level of the intervals, such as 0.95
 * @param intervals what the leverages of rows are of
 */
public record GeneralizedFit(
    String target,
    Family family,
    List<LinearFit.Coefficient> coefficients,
    List<LinearFit.Dropped> dropped,
    long rows,
    long leftOut,
    long degreesOfFreedom,
    double deviance,
    double nullDeviance,
    double logLikelihood,
    double aic,
    int iterations,
    double level,
    Intervals intervals) {
  /** Copies the lists. */
  public GeneralizedFit {
    coefficients = List.copyOf(coefficients);
    dropped = List.copyOf(dropped);
  }
}
