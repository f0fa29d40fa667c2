package io.kindling.statistics;

import java.math.BigDecimal;
import java.util.function.Consumer;

/** Rows beside a fit by least squares. */
final class LinearRows {
  private final FittedRows fitted;
  private final double error;

  /** Takes what the coefficients are of, and how much the row counts. */
  interface Numbers {
    void take(double[] numbers, double weight);
  }

  LinearRows(LinearFit fit, Design design) {
    this.fitted = new FittedRows(fit.coefficients(), fit.intervals(), design);
    this.error = fit.residualStandardError();
  }

  void take(DesignRows rows, Consumer<RowDiagnostics> use, Numbers spread) {
    BigDecimal[] row = rows.row();
    double weight = rows.weight().doubleValue();
    double[] numbers = fitted.numbers(row);
    BigDecimal value = fitted.value(row);
    // of a perfect fit it would be what the coefficients were rounded by
    double residual = error == 0 ? 0 : row[row.length - 1].subtract(value).doubleValue();
    double scaled = residual * Math.sqrt(weight) / error;
    spread.take(numbers, weight);
    use.accept(
        RowDiagnostics.of(
            rows.number(),
            value.doubleValue(),
            value.doubleValue(),
            residual,
            weight * fitted.share(numbers),
            scaled,
            scaled,
            fitted.size()));
  }
}
