package io.kindling.statistics;

import java.util.List;

/**
 * What least squares say: {@code y = β₁ z₁ + … + βₖ zₖ} with the least {@code RSS = Σ w (y − ŷ)²}.
 *
 * <p>Each estimate and each standard error is the double nearest to the exact solution for the
 * numbers as they were added to the {@link Moments}; the others are computed from these and from
 * the sum of squares, which is known to 30 digits.
 *
 * @param target the name of the column that is explained
 * @param coefficients the coefficients, {@code (intercept)} first where there is one
 * @param dropped the columns that are left out, since others say all that they do
 * @param rows n, how many rows there are
 * @param degreesOfFreedom n − k, with k coefficients
 * @param residualSumOfSquares RSS
 * @param residualStandardError {@code √(RSS / (n − k))}; NaN where n = k
 * @param r2 {@code 1 − RSS / TSS}, where TSS is the sum of squares around the mean, without an
 *     intercept around 0; NaN where TSS is 0
 * @param adjustedR2 {@code 1 − (1 − R²) (n − 1) / (n − k)}, without an intercept with n for n − 1
 * @param f {@code ((TSS − RSS) / m) / (RSS / (n − k))} with m coefficients beside the intercept;
 *     NaN where m = 0
 * @param fP how likely an F is that is at least as large where all those coefficients are 0
 * @param logLikelihood {@code −½ (n (ln(2π RSS / n) + 1) − Σ ln w)}, of normal errors
 * @param aic {@code 2 (k + 1) − 2 logLikelihood}: the error's variance counts, as in R
 * @param bic {@code ln(n) (k + 1) − 2 logLikelihood}
 * @param conditionNumber of the matrix of the columns, the intercept's among them: its largest
 *     singular value over its smallest
 * @param level of the intervals, such as 0.95
 * @param ridge λ of what was added to RSS, {@code λ Σ β²} without the intercept; 0 for nothing
 * @param digits how many decimal digits of estimates, and of standard errors of ols, are right; 0
 *     where float64 has no room for one of them, which is infinite, 0 or nearly 0 then
 * @param errors which standard errors these are: {@code ols}, or as {@link RobustErrors} has them
 * @param intervals how sure predictions are
 */
public record LinearFit(
    String target,
    List<Coefficient> coefficients,
    List<Dropped> dropped,
    long rows,
    long degreesOfFreedom,
    double residualSumOfSquares,
    double residualStandardError,
    double r2,
    double adjustedR2,
    double f,
    double fP,
    double logLikelihood,
    double aic,
    double bic,
    double conditionNumber,
    double level,
    double ridge,
    int digits,
    String errors,
    Intervals intervals) {
  /** What the intercept is called. */
  public static final String INTERCEPT = "(intercept)";

  /** As many decimal digits as every double has that is the nearest. */
  static final int MOST_DIGITS = 15;

  /** The usual errors, which take all rows to have the same variance. */
  static final String USUAL_ERRORS = "ols";

  /** Copies the lists. */
  public LinearFit {
    coefficients = List.copyOf(coefficients);
    dropped = List.copyOf(dropped);
  }

  /**
   * A coefficient. Standard error, t, p and interval are NaN where there are no degrees of freedom
   * left, or the coefficients are penalised.
   *
   * @param name of its column
   * @param estimate β
   * @param standardError the root of its variance
   * @param t {@code β / standardError}
   * @param p how likely a t is that is at least as far from 0, on either side, where β is 0
   * @param low where its interval begins
   * @param high where it ends
   */
  public record Coefficient(
      String name,
      double estimate,
      double standardError,
      double t,
      double p,
      double low,
      double high) {}

  /**
   * A column that is left out.
   *
   * @param name its name
   * @param combination what it is, such as {@code 2·a − b}
   */
  public record Dropped(String name, String combination) {
    @Override
    public String toString() {
      return name + " = " + combination;
    }
  }

  /** The same with other errors. */
  LinearFit judged(String by, List<Coefficient> judged, double otherF, double otherP) {
    return new LinearFit(
        target,
        judged,
        dropped,
        rows,
        degreesOfFreedom,
        residualSumOfSquares,
        residualStandardError,
        r2,
        adjustedR2,
        otherF,
        otherP,
        logLikelihood,
        aic,
        bic,
        conditionNumber,
        level,
        ridge,
        digits,
        by,
        intervals);
  }

  /**
   * Finds a coefficient.
   *
   * @param name of its column
   * @return the coefficient
   * @throws IllegalArgumentException if there is none of that name
   */
  public Coefficient coefficient(String name) {
    return coefficients.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }
}
