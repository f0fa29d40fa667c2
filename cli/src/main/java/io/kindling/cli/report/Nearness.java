package io.kindling.cli.report;

import io.kindling.cli.model.LeastSquares;
import io.kindling.cli.model.PoissonRegression;
import io.kindling.cli.text.Numbers;
import java.util.Locale;

/** Says how near a linear model is to its optimum. */
public final class Nearness {
  private Nearness() {}

  /**
   * A line.
   *
   * @param found the model that was trained, and the best
   * @param stepped whether the best has taken its place
   */
  public static String line(LeastSquares found, boolean stepped) {
    double loss = stepped ? found.nearestLoss() : found.loss();
    double above = loss - found.optimum();
    String relative =
        found.isRounding(found.optimum()) ? "" : ", " + shown(above / found.optimum()) + " of it";
    String before = Numbers.given((float) found.loss());
    String after = Numbers.given((float) loss);
    return "least squares: "
        + (!stepped
            ? "the loss is "
            : before.equals(after)
                ? "after one step by the normal equations the loss is "
                : "from the loss " + before + " one step by the normal equations to ")
        + after
        + ", "
        + shown(above)
        + " above the least possible"
        + relative;
  }

  /** A line on counts. */
  public static String line(PoissonRegression found) {
    return found.steps() == 0
        ? "likelihood: no step of Newton's method brings more"
        : "likelihood: the loss is less by "
            + shown(found.gain())
            + " after "
            + found.steps()
            + (found.steps() == 1 ? " step" : " steps")
            + " of Newton's method";
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, "%.1e", number);
  }
}
