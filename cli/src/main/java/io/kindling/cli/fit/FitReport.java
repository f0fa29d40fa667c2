package io.kindling.cli.fit;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.text.Numbers;
import io.kindling.statistics.LinearFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of a fit. */
public final class FitReport {
  /** How many decimal digits a float64 has to lose. */
  private static final int DIGITS = 16;

  private final LinearFit fit;
  private final @Nullable SampleRows sample;
  private final @Nullable FitComparison comparison;

  /**
   * About a fit.
   *
   * @param sample what it is of; null where that is said elsewhere
   * @param comparison with a model; null for none
   */
  public FitReport(LinearFit fit, @Nullable SampleRows sample, @Nullable FitComparison comparison) {
    this.fit = fit;
    this.sample = sample;
    this.comparison = comparison;
  }

  /** What it is about, in a line. */
  public String title() {
    int count = fit.coefficients().size();
    return "least squares of "
        + fit.target()
        + ": "
        + fit.rows()
        + (fit.rows() == 1 ? " row, " : " rows, ")
        + count
        + (count == 1 ? " coefficient, " : " coefficients, ")
        + fit.degreesOfFreedom()
        + (fit.degreesOfFreedom() == 1 ? " degree of freedom" : " degrees of freedom");
  }

  /** The columns that were left out, a line each. */
  public List<String> dropped() {
    return fit.dropped().stream().map(one -> "left out: " + one).toList();
  }

  /** What its standard errors are called. */
  String error() {
    return fit.errors().equals("ols") ? "standard error" : fit.errors() + " error";
  }

  /** A table of the coefficients. */
  public String coefficients() {
    return isJudged()
        ? CoefficientTable.of(fit.coefficients(), error(), "t", fit.level())
        : CoefficientTable.of(fit.coefficients());
  }

  private boolean isJudged() {
    return fit.degreesOfFreedom() > 0 && fit.ridge() == 0;
  }

  /** The fit as a whole, in lines. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    String r2 = "R2 " + Numbers.shown(fit.r2());
    if (!isJudged()) {
      lines.add(r2);
      lines.add(
          fit.ridge() > 0
              ? "no standard errors: a penalty draws coefficients to 0, by how much nobody knows"
              : "no standard errors: there are no more rows than coefficients");
    } else {
      lines.add(
          "residual standard error "
              + Numbers.shown(fit.residualStandardError())
              + ", "
              + r2
              + ", adjusted "
              + Numbers.shown(fit.adjustedR2()));
      if (!Double.isNaN(fit.f())) {
        lines.add("F " + Numbers.shown(fit.f()) + ", p " + Numbers.shown(fit.fP()));
      }
      if (Double.isFinite(fit.logLikelihood())) {
        lines.add(
            "log-likelihood "
                + Numbers.shown(fit.logLikelihood())
                + ", AIC "
                + Numbers.shown(fit.aic())
                + ", BIC "
                + Numbers.shown(fit.bic()));
      }
    }
    double lost = Math.ceil(Math.log10(fit.conditionNumber()));
    lines.add(
        "condition number "
            + Numbers.shown(fit.conditionNumber())
            + ": a solution in float64 may lose "
            + Numbers.given(Math.min(DIGITS, Math.max(0, lost)))
            + " of its 16 digits");
    lines.add(digits());
    return lines;
  }

  /** How far its digits are to be trusted. */
  String digits() {
    return fit.digits() > 0
        ? "solved exactly, then rounded once: " + fit.digits() + " digits are true"
        : "solved exactly, but float64 has no room for some of these numbers, which stand as"
            + " Infinity, 0 or nearly 0: their digits are not true";
  }

  /** The same for a program. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json =
        JsonOption.object(
            "rows", fit.rows(),
            "coefficients", CoefficientTable.json(fit.coefficients(), "t"),
            "r2", fit.r2(),
            "adjusted_r2", fit.adjustedR2(),
            "residual_standard_error", fit.residualStandardError(),
            "f", fit.f(),
            "digits", fit.digits(),
            "target", fit.target(),
            "degrees_of_freedom", fit.degreesOfFreedom(),
            "f_p", fit.fP(),
            "log_likelihood", fit.logLikelihood(),
            "aic", fit.aic(),
            "bic", fit.bic(),
            "condition_number", fit.conditionNumber(),
            "level", fit.level(),
            "errors", fit.errors(),
            "left_out", fit.dropped().stream().map(LinearFit.Dropped::toString).toList(),
            "intercept", CoefficientTable.hasIntercept(fit.coefficients()),
            "ridge", fit.ridge());
    if (sample != null) {
      json.putAll(sample.json());
    }
    if (comparison != null) {
      json.put("compared", comparison.json());
    }
    return json;
  }
}
