package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.table.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table stand to a fit, by one more pass over them: what R's {@code hatvalues},
 * {@code rstandard} and {@code cooks.distance} say, and what {@code plot} draws of a model.
 *
 * <pre>{@code
 * FitDiagnostics rows = FitDiagnostics.of(fit, design, table);
 * for (RowDiagnostics row : rows.largest(FitDiagnostics.Measure.COOKS_DISTANCE, 3)) {
 *   System.out.println("row " + row.row() + ": " + row.cooksDistance());
 * }
 * }</pre>
 *
 * <p>Of many rows 2,000 are kept at most: every second one, every fourth and so on, and those with
 * the 25 largest of each {@link Measure}. All standardized residuals are kept for their quantiles,
 * 8 bytes a row. Rows of weight 0 and those that the fit has left out are in none of this.
 */
public final class FitDiagnostics {
  /** The most rows that {@link #rows} has. */
  public static final int MOST_ROWS = 2000;

  /** As many rows are kept of the largest of each measure. */
  public static final int MOST_EXTREMES = 25;

  private final List<RowDiagnostics> kept;
  private final Map<Measure, List<RowDiagnostics>> extremes;
  private final NormalQuantiles quantiles;
  private final double[] deviations;
  private final long count;
  private final long decisive;

  /** What of a row may be so large that the row stands out. */
  public enum Measure {
    /** The size of the residual. */
    RESIDUAL,
    /** The size of the standardized residual. */
    STANDARDIZED,
    /** The leverage. */
    LEVERAGE,
    /** Cook's distance. */
    COOKS_DISTANCE;

    double size(RowDiagnostics row) {
      return switch (this) {
        case RESIDUAL -> Math.abs(row.residual());
        case STANDARDIZED -> Math.abs(row.standardized());
        case LEVERAGE -> row.leverage();
        case COOKS_DISTANCE -> row.cooksDistance();
      };
    }
  }

  private FitDiagnostics(GatheredRows gathered) {
    this.kept = gathered.rows();
    this.extremes = gathered.extremes();
    this.quantiles = gathered.quantiles();
    this.deviations = gathered.deviations();
    this.count = gathered.count();
    this.decisive = gathered.decisive();
  }

  /**
   * Goes through the rows of a fit by least squares.
   *
   * @param fit the fit, whose standard errors may be any
   * @param design what explains in it
   * @param table the table that it is of
   * @return what its rows say
   * @throws DataException if the fit is penalised or has no degrees of freedom left, the table is
   *     not the one that was fitted, or there is no memory for a number a row
   */
  public static FitDiagnostics of(LinearFit fit, Design design, Table table) {
    GatheredRows gathering = new GatheredRows(fit.rows(), fit.coefficients().size());
    forEach(fit, design, table, gathering::add, gathering::spread);
    return new FitDiagnostics(gathering.checked(table));
  }

  /**
   * Goes through the rows of another family.
   *
   * @param fit the fit
   * @param design what explains in it
   * @param table the table that it is of
   * @param offset the column of offsets that it has; null for none
   * @return what its rows say
   * @throws DataException if there are as many coefficients as rows, the table is not the one that
   *     was fitted, or there is no memory for a number a row
   */
  public static FitDiagnostics of(
      GeneralizedFit fit, Design design, Table table, @Nullable String offset) {
    checkDegrees(fit.degreesOfFreedom());
    GatheredRows gathering = new GatheredRows(fit.rows(), fit.coefficients().size());
    GeneralizedRows pass = new GeneralizedRows(fit, design);
    try (DesignRows rows = design.open(table, List.of(), offset)) {
      while (rows.advance()) {
        pass.take(rows, gathering::add, gathering::spread);
      }
    }
    return new FitDiagnostics(gathering.checked(table));
  }

  /**
   * Goes through all rows of a fit by least squares, and keeps none.
   *
   * @param fit the fit
   * @param design what explains in it
   * @param table the table that it is of
   * @param use takes each row
   * @throws DataException if the fit is penalised or has no degrees of freedom left
   */
  public static void forEach(
      LinearFit fit, Design design, Table table, Consumer<RowDiagnostics> use) {
    forEach(fit, design, table, use, (numbers, weight) -> {});
  }

  private static void forEach(
      LinearFit fit,
      Design design,
      Table table,
      Consumer<RowDiagnostics> use,
      LinearRows.Numbers numbers) {
    if (fit.ridge() > 0) {
      throw new DataException(
          "fit",
          "there must be standard errors to compare residuals to",
          "a penalty",
          "none",
          null);
    }
    checkDegrees(fit.degreesOfFreedom());
    LinearRows pass = new LinearRows(fit, design);
    try (DesignRows rows = design.open(table)) {
      while (rows.advance()) {
        pass.take(rows, use, numbers);
      }
    }
  }

  private static void checkDegrees(long degrees) {
    if (degrees <= 0) {
      throw new DataException(
          "fit",
          "residuals must be able to differ from 0",
          "as many coefficients as rows",
          "more rows",
          null);
    }
  }

  /** {@return all rows, or some of many, by their numbers} */
  public List<RowDiagnostics> rows() {
    return kept;
  }

  /** {@return of how many rows that is} */
  public long count() {
    return count;
  }

  /**
   * {@return how many rows have a leverage of 1: each alone decides a coefficient, has no residual,
   * and no standardized one}
   */
  public long decisive() {
    return decisive;
  }

  /**
   * Finds the rows that stand out most.
   *
   * @param by what is compared
   * @param most how many, 25 at most
   * @return the rows, the largest first; of equal ones the first
   */
  public List<RowDiagnostics> largest(Measure by, int most) {
    List<RowDiagnostics> rows = extremes.getOrDefault(by, List.of());
    return rows.subList(0, Math.min(most, rows.size()));
  }

  /** {@return the standardized residuals beside the quantiles of the normal distribution} */
  public NormalQuantiles quantiles() {
    return quantiles;
  }

  /**
   * {@return the standard deviation of what each coefficient is of, {@code √(Σ w (z − z̄)² / Σ w)};
   * 0 for the intercept}
   */
  public double[] deviations() {
    return deviations.clone();
  }
}
