package io.kindling.plot;

import io.kindling.error.DataException;
import io.kindling.plot.Series.Style;
import io.kindling.text.Printable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures of the path of a penalised regression, over λ, which grows to the right: as those that
 * R's glmnet draws.
 *
 * <pre>{@code
 * PathFigures figures = new PathFigures("progression", lambdas, List.of(best));
 * figures.coefficients(names, effects).png(Path.of("path.png"));
 * figures.errors(errors, standardErrors).svg(Path.of("error.svg"));
 * }</pre>
 */
public final class PathFigures {
  /** Those whose colours and dashes can be told apart. */
  private static final int MOST_NAMED = 10;

  private static final int COLOURS = 6;

  private final String target;
  private final double[] lambdas;
  private final List<Marked> marked;

  /**
   * A λ that is shown by a line.
   *
   * @param name what it is called
   * @param lambda λ
   */
  public record Marked(String name, double lambda) {}

  /**
   * Pictures of a path.
   *
   * @param target what is explained
   * @param lambdas λ, each above 0
   * @param marked those that lines show
   */
  public PathFigures(String target, double[] lambdas, List<Marked> marked) {
    this.target = Printable.piece(target);
    this.lambdas = lambdas.clone();
    this.marked = List.copyOf(marked);
  }

  /**
   * The coefficients, each a line. They are to be multiplied by their columns' deviations, so that
   * columns of different units are to be compared. Of more than ten columns those are named whose
   * lines go farthest.
   *
   * @param names the columns' names
   * @param effects for each column, its coefficient times its deviation, for each λ
   * @return the figure
   * @throws DataException if there are not as many of them as names, or λ
   */
  public Figure coefficients(List<String> names, double[][] effects) {
    Lengths.check("coefficients", "effects", effects.length, names.size());
    Integer[] order = IntStream.range(0, effects.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> -farthest(effects[i])));
    Chart.Builder chart = new Chart.Builder();
    int named = names.size() <= MOST_NAMED ? names.size() : MOST_NAMED - 1;
    for (int i = names.size() - 1; i >= named; i--) { // behind the others
      String name = i == named ? names.size() - named + " others" : "";
      add(chart, name, Style.GUIDE, -1, effects[order[i]]);
    }
    for (int i = 0; i < named; i++) {
      Style style = i < COLOURS ? Style.LINE : Style.DASHES;
      add(chart, names.get(order[i]), style, i % COLOURS, effects[order[i]]);
    }
    Axis y = Axis.of("change by one deviation of a column", Axis.Scale.LINEAR, 0, chart.ys());
    return figure(chart, "coefficients over lambda", y);
  }

  private void add(Chart.Builder chart, String name, Style style, int colour, double[] y) {
    Lengths.check("path", name, y.length, lambdas.length);
    chart.add(name, style, colour, lambdas, y);
  }

  private static double farthest(double[] effects) {
    return Arrays.stream(effects).map(Math::abs).max().orElse(0);
  }

  /**
   * The error on rows that the fits have not seen, and how sure it is.
   *
   * @param errors the mean squared error for each λ
   * @param standardErrors the standard errors of these
   * @return the figure
   * @throws DataException if there are not as many of them as λ
   */
  public Figure errors(double[] errors, double[] standardErrors) {
    Lengths.check("errors", "standard errors", standardErrors.length, errors.length);
    Chart.Builder chart = new Chart.Builder();
    add(chart, "mean squared error", Style.LINE, 1, errors);
    add(chart, "one standard error from it", Style.DASHES, 5, plus(errors, standardErrors, 1));
    add(chart, "", Style.DASHES, 5, plus(errors, standardErrors, -1));
    boolean log = Axis.isLog(chart.ys());
    Axis y = Axis.of("mean squared error", log ? Axis.Scale.LOG : Axis.Scale.LINEAR, 0, chart.ys());
    return figure(chart, "error of cross-validation over lambda", y);
  }

  private static double[] plus(double[] errors, double[] standardErrors, int sign) {
    return IntStream.range(0, errors.length)
        .mapToDouble(i -> errors[i] + sign * standardErrors[i])
        .toArray();
  }

  private Figure figure(Chart.Builder chart, String what, Axis y) {
    for (int i = 0; i < marked.size(); i++) {
      double at = marked.get(i).lambda();
      double[] ends = {y.low(), y.high()};
      chart.add(marked.get(i).name(), Style.GUIDE, 2 + i, new double[] {at, at}, ends);
    }
    return new Figure(chart.build(target + ": " + what, axis(chart), y));
  }

  /** One λ alone stands in the middle. */
  private static Axis axis(Chart.Builder chart) {
    Axis axis = Axis.of("lambda", Axis.Scale.LOG, 0, chart.xs());
    return axis.low() < axis.high()
        ? axis
        : new Axis(axis.name(), axis.low() / 10, axis.high() * 10, axis.scale());
  }
}
