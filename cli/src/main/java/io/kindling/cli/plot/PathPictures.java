package io.kindling.cli.plot;

import io.kindling.plot.Figure;
import io.kindling.plot.PathFigures;
import io.kindling.statistics.CrossValidation;
import io.kindling.statistics.RegularizationPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures of a path. */
public final class PathPictures {
  /** What the λ of the least error is called. */
  public static final String MIN = "lambda-min";

  /** What the largest λ is called that is hardly worse. */
  public static final String ONE_STANDARD_ERROR = "lambda-1se";

  private final RegularizationPath path;
  private final @Nullable CrossValidation validation;

  /**
   * Pictures of a path.
   *
   * @param validation how good it is; null where that is not known
   */
  public PathPictures(RegularizationPath path, @Nullable CrossValidation validation) {
    this.path = path;
    this.validation = validation;
  }

  /** Draws one; of errors, only where they are known. */
  public Figure of(PathKind kind) {
    CrossValidation known = validation;
    if (kind == PathKind.ERROR && known != null) {
      return figures().errors(numbers(known.errors()), numbers(known.standardErrors()));
    }
    double[][] effects = new double[path.names().size()][path.solutions().size()];
    for (int i = 0; i < effects.length; i++) {
      for (int at = 0; at < effects[i].length; at++) {
        double estimate = path.solutions().get(at).estimates().get(i);
        effects[i][at] = estimate * path.deviations().get(i);
      }
    }
    return figures().coefficients(path.names(), effects);
  }

  private PathFigures figures() {
    double[] lambdas =
        path.solutions().stream().mapToDouble(RegularizationPath.Solution::lambda).toArray();
    return new PathFigures(
        path.target(), lambdas, validation == null ? List.of() : marked(validation));
  }

  private List<PathFigures.Marked> marked(CrossValidation known) {
    double min = lambda(known.min());
    double other = lambda(known.oneStandardError());
    return min == other
        ? List.of(new PathFigures.Marked(MIN + ", " + ONE_STANDARD_ERROR, min))
        : List.of(
            new PathFigures.Marked(MIN, min), new PathFigures.Marked(ONE_STANDARD_ERROR, other));
  }

  private double lambda(int at) {
    return path.solutions().get(at).lambda();
  }

  private static double[] numbers(List<Double> boxed) {
    return boxed.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
