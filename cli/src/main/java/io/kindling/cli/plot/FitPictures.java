package io.kindling.cli.plot;

import io.kindling.plot.Column;
import io.kindling.plot.Estimate;
import io.kindling.plot.Figure;
import io.kindling.plot.FitFigures;
import io.kindling.plot.Mark;
import io.kindling.statistics.Family;
import io.kindling.statistics.FitDiagnostics;
import io.kindling.statistics.FitDiagnostics.Measure;
import io.kindling.statistics.GeneralizedFit;
import io.kindling.statistics.LinearFit;
import io.kindling.statistics.NormalQuantiles;
import io.kindling.statistics.RowDiagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pictures of a fit. */
public final class FitPictures {
  /** As many rows bear their numbers. */
  private static final int MARKED = 3;

  /** As many as {@link FitDiagnostics#rows} has of many rows, about. */
  private static final int MOST_QUANTILES = 2000;

  private final String target;
  private final List<LinearFit.Coefficient> coefficients;
  private final double level;
  private final FitDiagnostics rows;
  private final @Nullable Family family; // null for least squares

  private FitPictures(
      String target,
      List<LinearFit.Coefficient> coefficients,
      double level,
      FitDiagnostics rows,
      @Nullable Family family) {
    this.target = target;
    this.coefficients = coefficients;
    this.level = level;
    this.rows = rows;
    this.family = family;
  }

  /** Of least squares. */
  public static FitPictures of(LinearFit fit, FitDiagnostics rows) {
    return new FitPictures(fit.target(), fit.coefficients(), fit.level(), rows, null);
  }

  /** Of another family: what is left is that of the deviance. */
  public static FitPictures of(GeneralizedFit fit, FitDiagnostics rows) {
    return new FitPictures(fit.target(), fit.coefficients(), fit.level(), rows, fit.family());
  }

  /** The rows that the pictures are of. */
  public FitDiagnostics rows() {
    return rows;
  }

  /** Whether they are of least squares. */
  public boolean isLinear() {
    return family == null;
  }

  /** What is to be known of all of them, in lines. */
  public List<String> remarks() {
    long decisive = rows.decisive();
    if (decisive == 0) {
      return List.of();
    }
    String first =
        rows.largest(Measure.LEVERAGE, MARKED).stream()
            .filter(row -> row.leverage() == 1)
            .map(row -> row.row() + "")
            .collect(Collectors.joining(", "));
    String more = decisive > MARKED ? " and " + (decisive - MARKED) + " more" : "";
    return List.of(
        decisive == 1
            ? "row " + first + " alone decides a coefficient, and has no standardized residual"
            : "each of the rows "
                + first
                + more
                + " alone decides a coefficient, and has no standardized residual");
  }

  /** Draws one. */
  public Figure of(FitKind kind) {
    boolean linear = isLinear();
    FitFigures figures =
        new FitFigures(target, rows.count(), /* robust= */ family != Family.BINOMIAL);
    return switch (kind) {
      case RESIDUALS ->
          figures.residuals(
              predictor(),
              column(linear ? "residual" : "deviance residual", RowDiagnostics::residual),
              marks(Measure.RESIDUAL, RowDiagnostics::linearPredictor, RowDiagnostics::residual));
      case QQ -> quantiles();
      case SCALE ->
          figures.scaleLocation(
              predictor(),
              column(standardized(), RowDiagnostics::standardized),
              marks(
                  Measure.STANDARDIZED,
                  RowDiagnostics::linearPredictor,
                  RowDiagnostics::standardized));
      case LEVERAGE ->
          figures.leverage(
              numbers(RowDiagnostics::leverage),
              column(
                  linear ? standardized() : "standardized Pearson residual",
                  RowDiagnostics::standardizedPearson),
              coefficients.size(),
              marks(
                  Measure.COOKS_DISTANCE,
                  RowDiagnostics::leverage,
                  RowDiagnostics::standardizedPearson));
      case COEFFICIENTS -> figures.coefficients(change(), estimates(), level);
    };
  }

  private String standardized() {
    return isLinear() ? "standardized residual" : "standardized deviance residual";
  }

  private Column predictor() {
    return column(
        isLinear() ? "fitted value" : "linear predictor", RowDiagnostics::linearPredictor);
  }

  private Column column(String name, ToDoubleFunction<RowDiagnostics> number) {
    return new Column(name, numbers(number));
  }

  private double[] numbers(ToDoubleFunction<RowDiagnostics> number) {
    return rows.rows().stream().mapToDouble(number).toArray();
  }

  private List<Mark> marks(
      Measure by, ToDoubleFunction<RowDiagnostics> x, ToDoubleFunction<RowDiagnostics> y) {
    return rows.largest(by, MARKED).stream()
        .map(row -> new Mark(x.applyAsDouble(row), y.applyAsDouble(row), row.row()))
        .toList();
  }

  private Figure quantiles() {
    NormalQuantiles quantiles = rows.quantiles();
    List<NormalQuantiles.Point> points = quantiles.points(MOST_QUANTILES);
    List<Mark> marks =
        marks(
            Measure.STANDARDIZED,
            row -> quantiles.point(row.standardized()).theoretical(),
            RowDiagnostics::standardized);
    return new FitFigures(target, quantiles.size())
        .normalQuantiles(
            points.stream().mapToDouble(NormalQuantiles.Point::theoretical).toArray(),
            new Column(
                standardized(),
                points.stream().mapToDouble(NormalQuantiles.Point::residual).toArray()),
            quantiles.slope(),
            quantiles.intercept(),
            marks);
  }

  private String change() {
    return "change of "
        + (isLinear() ? target : "the linear predictor")
        + " for a standard deviation of the column";
  }

  /** By what a standard deviation of each column changes, which can be compared. */
  private List<Estimate> estimates() {
    List<Estimate> estimates = new ArrayList<>();
    double[] deviations = rows.deviations();
    for (int i = 0; i < deviations.length; i++) {
      LinearFit.Coefficient one = coefficients.get(i);
      if (!one.name().equals(LinearFit.INTERCEPT)) {
        double by = deviations[i];
        estimates.add(
            new Estimate(one.name(), one.estimate() * by, one.low() * by, one.high() * by));
      }
    }
    return estimates;
  }
}
