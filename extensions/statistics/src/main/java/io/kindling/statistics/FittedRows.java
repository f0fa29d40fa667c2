package io.kindling.statistics;

import io.kindling.error.DataException;
import java.math.BigDecimal;
import java.util.List;

/** A table's rows as a fit's coefficients have them. */
final class FittedRows {
  private final Intervals intervals;
  private final int[] places; // of the coefficients among the terms, −1 for the intercept
  private final BigDecimal[] estimates;

  FittedRows(List<LinearFit.Coefficient> coefficients, Intervals intervals, Design design) {
    this.intervals = intervals;
    List<String> terms = design.names();
    this.places = intervals.names().stream().mapToInt(name -> place(name, terms)).toArray();
    this.estimates = coefficients.stream().map(FittedRows::estimate).toArray(BigDecimal[]::new);
  }

  private static BigDecimal estimate(LinearFit.Coefficient one) {
    if (!Double.isFinite(one.estimate())) {
      throw new DataException(
          "fit",
          "residuals need coefficients that float64 has room for",
          "one beyond 1.7e308, of " + one.name(),
          "a column of larger numbers",
          "multiply '" + one.name() + "' by a constant, or divide the target");
    }
    return new BigDecimal(one.estimate());
  }

  private static int place(String name, List<String> terms) {
    int at = terms.indexOf(name);
    if (at < 0 && !name.equals(LinearFit.INTERCEPT)) {
      throw new DataException(
          "fit",
          "the design must be the one that was fitted",
          String.join(", ", terms),
          name,
          null);
    }
    return at;
  }

  /** How many coefficients there are. */
  int size() {
    return places.length;
  }

  boolean hasIntercept() {
    return places.length > 0 && places[0] < 0;
  }

  /** The numbers that the coefficients are of, 1 for the intercept. */
  double[] numbers(BigDecimal[] row) {
    double[] all = new double[places.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = places[i] < 0 ? 1 : row[places[i]].doubleValue();
    }
    return all;
  }

  /** {@code M z} of the row, with {@code MᵀM = (ZᵀWZ)⁻¹}. */
  double[] basis(BigDecimal[] row) {
    return intervals.basis(numbers(row));
  }

  /** {@code zᵀ (ZᵀWZ)⁻¹ z}. */
  double share(double[] numbers) {
    return intervals.leverage(numbers);
  }

  /** {@code zᵀβ}, with nothing rounded. */
  BigDecimal value(BigDecimal[] row) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < places.length; i++) {
      sum = sum.add(places[i] < 0 ? estimates[i] : estimates[i].multiply(row[places[i]]));
    }
    return sum;
  }

  /** What of the row's target the fit does not explain, rounded once. */
  double residual(BigDecimal[] row) {
    return row[row.length - 1].subtract(value(row)).doubleValue();
  }
}
