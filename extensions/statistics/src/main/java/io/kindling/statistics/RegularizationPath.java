package io.kindling.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What lasso, ridge or elastic net say for one λ after the other.
 *
 * @param target the name of the column that is explained
 * @param names of the columns that explain it
 * @param deviations of these, in their population
 * @param rows n, how many rows there are
 * @param alpha the share of sizes in the penalty, as {@link ElasticNet} has it
 * @param solutions for each λ, the largest first
 */
public record RegularizationPath(
    String target,
    List<String> names,
    List<Double> deviations,
    long rows,
    double alpha,
    List<Solution> solutions) {
  /** Copies the lists. */
  public RegularizationPath {
    names = List.copyOf(names);
    deviations = List.copyOf(deviations);
    solutions = List.copyOf(solutions);
  }

  /**
   * Coefficients for a λ. There are no standard errors and no p: a penalty draws coefficients to 0,
   * and by how much they are off is not to be told from the data.
   *
   * @param lambda λ
   * @param intercept the constant
   * @param estimates β of each column, of the columns as they are
   * @param r2 {@code 1 − RSS / TSS}
   */
  public record Solution(double lambda, double intercept, List<Double> estimates, double r2) {
    /** Copies the list. */
    public Solution {
      estimates = List.copyOf(estimates);
    }

    /** {@return how many coefficients are not 0} */
    public int nonzero() {
      return (int) estimates.stream().filter(one -> one != 0).count();
    }
  }

  /** {@return the columns that are the same in every row; their coefficients are 0} */
  public List<String> constant() {
    return IntStream.range(0, names.size())
        .filter(i -> deviations.get(i) == 0)
        .mapToObj(names::get)
        .toList();
  }
}
