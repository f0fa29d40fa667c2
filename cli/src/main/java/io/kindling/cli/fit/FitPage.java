package io.kindling.cli.fit;

import io.kindling.cli.plot.FitKind;
import io.kindling.cli.plot.FitPictures;
import io.kindling.report.DataSummary;
import io.kindling.report.NumberTable;
import io.kindling.report.RegressionReport;
import io.kindling.statistics.Family;
import io.kindling.statistics.FitDiagnostics.Measure;
import io.kindling.statistics.GeneralizedFit;
import io.kindling.statistics.LinearFit;
import io.kindling.statistics.RowDiagnostics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page of a fit. */
public final class FitPage {
  /** As many rows of each measure stand out. */
  private static final int STANDING_OUT = 5;

  private final RegressionReport page;
  private final FitPictures pictures;

  /**
   * A page with the pictures on it.
   *
   * @param data what is in the table
   */
  public FitPage(String target, FitPictures pictures, DataSummary data) {
    this.page = new RegressionReport(target + " – " + data.source()).data(data);
    this.pictures = pictures;
    for (FitKind kind : FitKind.values()) {
      page.picture(heading(kind), pictures.of(kind).svg(), explanation(kind));
    }
    page.standingOut(
        rows(),
        "The "
            + STANDING_OUT
            + " rows with the largest standardized residuals, leverages and Cook's distances. Row 1"
            + " is the first below the table's header.");
    pictures.remarks().forEach(page::remark);
  }

  /** The page as it is. */
  public RegressionReport page() {
    return page;
  }

  /** With what least squares say. */
  public FitPage with(LinearFit fit, FitReport report, @Nullable FitComparison comparison) {
    page.lead(report.title());
    report.dropped().forEach(page::note);
    page.coefficients(
        CoefficientTable.numbers(fit.coefficients(), report.error(), "t", fit.level()));
    String target = fit.target();
    quality("R2", fit.r2(), "the share of the variance of " + target + " that is explained");
    quality("adjusted R2", fit.adjustedR2(), "the same, where every column costs something");
    quality(
        "residual standard error",
        fit.residualStandardError(),
        "how far rows lie from the fit, in the units of " + target);
    quality("F", fit.f(), "whether all columns together say something: larger is surer");
    quality(
        "p of F", fit.fP(), "how likely so large an F is by chance, if no column said anything");
    quality("log-likelihood", fit.logLikelihood(), "of normal errors; larger is better");
    quality("AIC", fit.aic(), "smaller is better, between fits of the same rows");
    quality("BIC", fit.bic(), "likewise, where a column costs more");
    quality(
        "condition number",
        fit.conditionNumber(),
        "how nearly columns are alike: a solution in float64 may lose its digits");
    page.remark(report.digits());
    if (comparison != null) {
      page.comparison(comparison.numbers(), comparison.line());
    }
    return this;
  }

  /** With what another family says. */
  public FitPage with(GeneralizedFit fit, GeneralizedReport report) {
    page.lead(report.title());
    report.dropped().forEach(page::note);
    page.coefficients(
        CoefficientTable.numbers(fit.coefficients(), "standard error", "z", fit.level()));
    quality("deviance", fit.deviance(), "how far the likelihood is below the largest possible");
    quality("null deviance", fit.nullDeviance(), "the same without columns");
    quality("log-likelihood", fit.logLikelihood(), "larger is better");
    quality("AIC", fit.aic(), "smaller is better, between fits of the same rows");
    if (fit.family() == Family.BINOMIAL) {
      page.remark(
          "Of 0 and 1 residuals lie on two curves in the pictures, and are not normal: it is their"
              + " mean that should not bend.");
    }
    return this;
  }

  /** Of weighted rows there is no likelihood, and without columns no F. */
  private void quality(String name, double value, String meaning) {
    if (!Double.isNaN(value)) {
      page.quality(name, value, meaning);
    }
  }

  private NumberTable rows() {
    Set<RowDiagnostics> standing = new LinkedHashSet<>();
    for (Measure measure :
        List.of(Measure.COOKS_DISTANCE, Measure.STANDARDIZED, Measure.LEVERAGE)) {
      standing.addAll(pictures.rows().largest(measure, STANDING_OUT));
    }
    List<RowDiagnostics> sorted = new ArrayList<>(standing);
    // those that have none decide a coefficient alone: Java's order has NaN last, and so first here
    sorted.sort(Comparator.comparingDouble(RowDiagnostics::cooksDistance).reversed());
    return new NumberTable(
        List.of(
            "row",
            pictures.isLinear() ? "fitted" : "fitted mean",
            pictures.isLinear() ? "residual" : "deviance residual",
            "standardized",
            "leverage",
            "Cook's distance"),
        sorted.stream()
            .map(
                row ->
                    NumberTable.Row.of(
                        row.row() + "",
                        row.fitted(),
                        row.residual(),
                        row.standardized(),
                        row.leverage(),
                        row.cooksDistance()))
            .toList());
  }

  private static String heading(FitKind kind) {
    return switch (kind) {
      case RESIDUALS -> "Residuals over fitted values";
      case QQ -> "Normal Q-Q plot";
      case SCALE -> "Scale-location";
      case LEVERAGE -> "Residuals over leverages";
      case COEFFICIENTS -> "Coefficients";
    };
  }

  private static String explanation(FitKind kind) {
    return switch (kind) {
      case RESIDUALS ->
          "A point is a row: to the right what the fit says of it, upwards by how much the true"
              + " value is above that. Where the fit holds there is an even band around 0. A bend"
              + " says that an effect is no straight line, a funnel that errors grow.";
      case QQ ->
          "Residuals by their size, beside what they would be were they normal. Those that bend away"
              + " from the line at its ends are more extreme than normal ones, or less; of a small"
              + " table, p and intervals are less sure then.";
      case SCALE ->
          "The root of the residuals' size: level where all rows vary alike. Where it rises or"
              + " falls, standard errors of --errors HC3 are those to believe.";
      case LEVERAGE ->
          "To the right how much a row draws its own fitted value, upwards its residual. Beyond the"
              + " line of Cook's distance 0.5 a row is worth a look; beyond 1 the fit would be"
              + " another one without it.";
      case COEFFICIENTS ->
          "What changes when a column grows by one standard deviation of its own and all others"
              + " stay, so that columns of different units can be compared; the intercept is left"
              + " out. An interval that holds 0 is grey: the column may say nothing.";
    };
  }
}
