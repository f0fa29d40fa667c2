package io.kindling.statistics;

/**
 * How a row stands to a fit. With e its residual, w its weight, s the residual standard error and k
 * coefficients, of least squares; for other families the standardized residual is {@code d / √(1 −
 * h)} with d the residual of the deviance, and the one of Pearson that with {@code (y − μ) √(w /
 * V(μ))} for d.
 *
 * @param row its number in the table, from 1: rows that are left out are counted too
 * @param linearPredictor what the coefficients make of the row, its offset added; of least squares
 *     that is the fitted value
 * @param fitted ŷ, or the mean μ that another family has
 * @param residual {@code e = y − ŷ}; for other families {@code d = ±√(w · deviance)}, with the sign
 *     of {@code y − μ}
 * @param leverage {@code h = w zᵀ (ZᵀWZ)⁻¹ z}, from 0 to 1: how much the row draws its own fitted
 *     value; 1 where it alone decides a coefficient
 * @param standardized {@code e √w / (s √(1 − h))}; NaN where h or s leave nothing to divide by
 * @param standardizedPearson the same of Pearson's residual; of least squares both are one
 * @param cooksDistance {@code r² h / ((1 − h) k)}, with r the standardized residual of Pearson: how
 *     far all fitted values move when the row is left out; NaN as r is
 * @see <a href="https://doi.org/10.1080/00401706.1977.10489493">Cook 1977</a>
 */
public record RowDiagnostics(
    long row,
    double linearPredictor,
    double fitted,
    double residual,
    double leverage,
    double standardized,
    double standardizedPearson,
    double cooksDistance) {
  /** A leverage that is as near to 1 is 1 but for rounding. */
  private static final double NEARLY = 1e-10;

  /**
   * Makes them of what a pass computes.
   *
   * @param leverage h, but for rounding
   * @param scaled {@code e √w / s}, or what else is divided by √(1 − h)
   * @param pearson likewise
   * @param coefficients k
   */
  static RowDiagnostics of(
      long row,
      double linearPredictor,
      double fitted,
      double residual,
      double leverage,
      double scaled,
      double pearson,
      int coefficients) {
    double left = 1 - leverage;
    if (isDecisive(leverage)) {
      return new RowDiagnostics(
          row, linearPredictor, fitted, residual, 1, Double.NaN, Double.NaN, Double.NaN);
    }
    double standardizedPearson = pearson / Math.sqrt(left);
    return new RowDiagnostics(
        row,
        linearPredictor,
        fitted,
        residual,
        leverage,
        scaled / Math.sqrt(left),
        standardizedPearson,
        standardizedPearson * standardizedPearson * leverage / (left * coefficients));
  }

  /** Whether a leverage is 1, so that the row alone decides a coefficient. */
  static boolean isDecisive(double leverage) {
    return 1 - leverage < NEARLY;
  }

  /** {@return the root of the size of the standardized residual, by which spreads are compared} */
  public double scaleLocation() {
    return Math.sqrt(Math.abs(standardized));
  }
}
