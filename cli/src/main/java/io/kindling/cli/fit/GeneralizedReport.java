package io.kindling.cli.fit;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.text.Numbers;
import io.kindling.statistics.Family;
import io.kindling.statistics.GeneralizedFit;
import io.kindling.statistics.LinearFit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a logistic or Poisson regression.
 *
 * @param fit the regression
 * @param sample what it is of
 */
public record GeneralizedReport(GeneralizedFit fit, SampleRows sample) {
  /** What it is about, in a line. */
  public String title() {
    return (fit.family() == Family.BINOMIAL ? "logistic" : "Poisson")
        + " regression of "
        + fit.target()
        + ": "
        + fit.rows()
        + " rows, "
        + fit.coefficients().size()
        + " coefficients, "
        + fit.degreesOfFreedom()
        + " degrees of freedom";
  }

  /** The columns that were left out, a line each. */
  public List<String> dropped() {
    return fit.dropped().stream().map(one -> "left out: " + one).toList();
  }

  /** A table of the coefficients. */
  public String coefficients() {
    return CoefficientTable.of(fit.coefficients(), "standard error", "z", fit.level());
  }

  /** The fit as a whole, in lines. */
  public List<String> summary() {
    return List.of(
        "deviance "
            + Numbers.shown(fit.deviance())
            + ", without columns "
            + Numbers.shown(fit.nullDeviance()),
        "log-likelihood "
            + Numbers.shown(fit.logLikelihood())
            + ", AIC "
            + Numbers.shown(fit.aic()),
        fit.iterations() + " steps of Newton's method");
  }

  /** The same for a program. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json =
        JsonOption.object(
            "rows",
            fit.rows(),
            "coefficients",
            CoefficientTable.json(fit.coefficients(), "z"),
            "deviance",
            fit.deviance(),
            "null_deviance",
            fit.nullDeviance(),
            "log_likelihood",
            fit.logLikelihood(),
            "aic",
            fit.aic(),
            "target",
            fit.target(),
            "family",
            fit.family().name().toLowerCase(Locale.ROOT),
            "degrees_of_freedom",
            fit.degreesOfFreedom(),
            "steps",
            fit.iterations(),
            "level",
            fit.level(),
            "left_out",
            fit.dropped().stream().map(LinearFit.Dropped::toString).toList(),
            "intercept",
            CoefficientTable.hasIntercept(fit.coefficients()));
    json.putAll(sample.json());
    return json;
  }
}
