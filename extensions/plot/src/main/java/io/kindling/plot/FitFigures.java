package io.kindling.plot;

import io.kindling.error.DataException;
import io.kindling.plot.Series.Style;
import io.kindling.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pictures of a fit that say whether it may be believed: those that R's {@code plot} draws of a
 * model.
 *
 * <pre>{@code
 * FitFigures pictures = new FitFigures("progression", 442);
 * Figure residuals =
 *     pictures.residuals(
 *         new Column("fitted value", fitted),
 *         new Column("residual", residuals),
 *         List.of(new Mark(fitted[5], residuals[5], 6)));
 * residuals.svg(Path.of("residuals.svg"));
 * }</pre>
 *
 * <p>Points may be some of many rows; the picture then says of how many. A row that stands out
 * bears its number. The trend among points is Cleveland's lowess, as R has it.
 *
 * @param target what is explained
 * @param rows how many rows there are
 * @param robust whether the trend cares little for points that are far off: not where the target is
 *     0 or 1, of which the rarer would be those
 */
public record FitFigures(String target, long rows, boolean robust) {
  private static final String ROWS = "rows";

  /** Of Cook's distance, from which on a row is looked at, and one draws the fit to itself. */
  private static final double[] CONTOURS = {0.5, 1};

  private static final int STEPS = 100;

  /**
   * Pictures with a robust trend.
   *
   * @param target what is explained
   * @param rows how many rows there are
   */
  public FitFigures(String target, long rows) {
    this(target, rows, true);
  }

  /**
   * What is left of the true values over what was fitted. Where the model holds, nothing is to be
   * seen: as many points above 0 as below it, everywhere.
   *
   * @param fitted what was fitted, or another predictor
   * @param residuals what is left
   * @param marks the rows that bear their numbers
   * @return the figure
   * @throws DataException if columns are not of the same length
   */
  public Figure residuals(Column fitted, Column residuals, List<Mark> marks) {
    Chart.Builder chart = points("residuals", fitted, residuals, marks);
    Axis x = axis(fitted, chart.xs());
    Axis y = axis(residuals, chart.ys());
    chart.guide("actual = fitted", new double[] {x.low(), x.high()}, new double[2]);
    chart.trend(y, robust);
    return new Figure(chart.build(title("residuals over fitted values"), x, y));
  }

  /**
   * Residuals by their size beside what they would be were they normal, with the line through their
   * quartiles: points that bend away from it at the ends are more extreme than normal ones, or
   * less.
   *
   * @param theoretical quantiles of the normal distribution
   * @param residuals standardized residuals by their size
   * @param slope of the line through the quartiles
   * @param intercept where that line is at 0
   * @param marks the rows that bear their numbers
   * @return the figure
   * @throws DataException if columns are not of the same length
   */
  public Figure normalQuantiles(
      double[] theoretical, Column residuals, double slope, double intercept, List<Mark> marks) {
    Column normal = new Column("normal quantile", theoretical);
    Chart.Builder chart = points("quantiles", normal, residuals, marks);
    Axis x = axis(normal, chart.xs());
    Axis y = axis(residuals, chart.ys());
    if (Double.isFinite(slope)) {
      double[] ends = {x.low(), x.high()};
      if (slope > 0) { // no further than the picture
        ends[0] = Math.max(x.low(), (y.low() - intercept) / slope);
        ends[1] = Math.min(x.high(), (y.high() - intercept) / slope);
      }
      double[] heights = Arrays.stream(ends).map(end -> intercept + slope * end).toArray();
      chart.guide("through the quartiles", ends, heights);
    }
    return new Figure(chart.build(title("normal Q-Q plot of residuals"), x, y));
  }

  /**
   * How large residuals are over what was fitted, as roots, which lie less askew: where they rise,
   * errors grow with what is fitted.
   *
   * @param fitted what was fitted, or another predictor
   * @param residuals standardized residuals, of whose size the root is drawn
   * @param marks the rows that bear their numbers
   * @return the figure
   * @throws DataException if columns are not of the same length
   */
  public Figure scaleLocation(Column fitted, Column residuals, List<Mark> marks) {
    Column roots =
        new Column(
            "root of |" + residuals.name() + "|",
            Arrays.stream(residuals.values()).map(FitFigures::root).toArray());
    List<Mark> moved =
        marks.stream().map(mark -> new Mark(mark.x(), root(mark.y()), mark.row())).toList();
    Chart.Builder chart = points("scale-location", fitted, roots, moved);
    Axis y = axis(roots, Stream.concat(chart.ys().stream(), Stream.of(new double[] {0})).toList());
    Axis x = axis(fitted, chart.xs());
    chart.trend(y, robust);
    return new Figure(chart.build(title("size of residuals over fitted values"), x, y));
  }

  private static double root(double residual) {
    return Math.sqrt(Math.abs(residual));
  }

  /**
   * Residuals over leverages, with the lines on which Cook's distance is 0.5 and 1: beyond them a
   * row draws the fit to itself.
   *
   * @param leverages how much each row draws its own fitted value, 0 to 1
   * @param residuals standardized residuals
   * @param coefficients how many the fit has
   * @param marks the rows that bear their numbers
   * @return the figure
   * @throws DataException if columns are not of the same length
   */
  public Figure leverage(double[] leverages, Column residuals, int coefficients, List<Mark> marks) {
    Column across = new Column("leverage", leverages);
    Chart.Builder chart = points("leverage", across, residuals, marks);
    Axis x = axis(across, Stream.concat(chart.xs().stream(), Stream.of(new double[] {0})).toList());
    Axis y = axis(residuals, chart.ys());
    chart.guide("", new double[] {x.low(), x.high()}, new double[2]);
    boolean drawn = false;
    for (double distance : CONTOURS) {
      drawn |= contour(chart, distance, coefficients, x, y);
    }
    if (!drawn) {
      chart.remark("Cook's distance is below 0.5 in all of the picture.");
    }
    return new Figure(chart.build(title("residuals over leverages"), x, y));
  }

  /** Draws {@code r = ±√(D k (1 − h) / h)} where it is in the picture; says whether it is. */
  private static boolean contour(
      Chart.Builder chart, double distance, int coefficients, Axis x, Axis y) {
    String name = "Cook's distance " + Ticks.plain(distance);
    boolean drawn = false;
    double scaled = distance * coefficients;
    for (int sign : new int[] {1, -1}) {
      double end = sign > 0 ? y.high() : -y.low();
      double from = scaled / (scaled + end * end); // where it comes into the picture
      double to = Math.min(1, x.high());
      if (end <= 0 || from >= to) {
        continue;
      }
      double[] leverages = new double[STEPS + 1];
      double[] residuals = new double[STEPS + 1];
      for (int i = 0; i <= STEPS; i++) {
        double h = from + (to - from) * i / STEPS;
        leverages[i] = h;
        residuals[i] = sign * Math.min(end, Math.sqrt(scaled * (1 - h) / h));
      }
      chart.line(
          drawn ? "" : name, distance == 1 ? Style.DASHES : Style.GUIDE, leverages, residuals);
      drawn = true;
    }
    return drawn;
  }

  /**
   * Estimates with their intervals, a line each, beside 0.
   *
   * @param what what they are, for the axis
   * @param estimates the estimates
   * @param level how sure the intervals are, such as 0.95
   * @return the figure; of more than 40 estimates it shows the largest
   */
  public Figure coefficients(String what, List<Estimate> estimates, double level) {
    return new Figure(
        EstimateChart.of(title("coefficients"), Printable.piece(what), estimates, level));
  }

  private String title(String what) {
    return Printable.piece(target) + ": " + what;
  }

  private Chart.Builder points(String figure, Column x, Column y, List<Mark> marks) {
    Lengths.check(figure, y.name(), y.values().length, x.values().length);
    Chart.Builder chart = new Chart.Builder();
    int shown = x.values().length;
    chart.add(ROWS, Style.POINTS, 1, x.values(), y.values()).marks(marks);
    return shown < rows
        ? chart.remark("Of " + rows + " rows " + shown + " are drawn, with those that stand out.")
        : chart;
  }

  private static Axis axis(Column column, List<double[]> values) {
    return Axis.of(column.shown(), Axis.Scale.LINEAR, 0, values);
  }
}
