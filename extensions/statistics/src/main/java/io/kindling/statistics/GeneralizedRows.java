package io.kindling.statistics;

import java.math.BigDecimal;
import java.util.function.Consumer;

/** Rows beside a fit of another family than the normal one. */
final class GeneralizedRows {
  private final FittedRows fitted;
  private final Family family;

  GeneralizedRows(GeneralizedFit fit, Design design) {
    this.fitted = new FittedRows(fit.coefficients(), fit.intervals(), design);
    this.family = fit.family();
  }

  void take(DesignRows rows, Consumer<RowDiagnostics> use, LinearRows.Numbers spread) {
    BigDecimal[] row = rows.row();
    double weight = rows.weight().doubleValue();
    double[] numbers = fitted.numbers(row);
    double eta = fitted.value(row).doubleValue() + rows.offset();
    double y = row[row.length - 1].doubleValue();
    double mean = family.mean(eta);
    double variance = family.variance(eta);
    double off = Math.sqrt(weight * Math.max(0, family.deviance(y, eta)));
    double residual = Math.copySign(off, y - mean);
    spread.take(numbers, weight);
    use.accept(
        RowDiagnostics.of(
            rows.number(),
            eta,
            mean,
            residual,
            weight * variance * fitted.share(numbers),
            residual,
            (y - mean) * Math.sqrt(weight / variance),
            fitted.size()));
  }
}
