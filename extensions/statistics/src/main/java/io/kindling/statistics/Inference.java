package io.kindling.statistics;

import io.kindling.statistics.equations.ExactSolution;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** What a solution says of coefficients and of the whole. */
final class Inference {
  private static final MathContext DIGITS = new MathContext(40);

  private final Problem problem;
  private final ExactSolution solution;
  private final List<LinearFit.Dropped> dropped;
  private final int[] kept;
  private final long rows;
  private final long degrees;
  private final BigDecimal left;

  Inference(Problem problem, ExactSolution solution, List<LinearFit.Dropped> dropped) {
    this.problem = problem;
    this.solution = solution;
    this.dropped = dropped;
    this.kept = solution.kept();
    this.rows = problem.moments().rows();
    this.degrees = Math.max(0, rows - kept.length);
    this.left = solution.sumOfSquares().subtract(penalty());
  }

  /** What of the sum that was made least is no error. */
  private BigDecimal penalty() {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; problem.isPenalised() && i < kept.length; i++) {
      boolean free = problem.names().get(kept[i]).equals(LinearFit.INTERCEPT);
      BigDecimal coefficient = free ? BigDecimal.ZERO : solution.precise(i);
      sum = sum.add(coefficient.multiply(coefficient).multiply(problem.regression().ridge()));
    }
    return sum;
  }

  LinearFit fit() {
    LeastSquares regression = problem.regression();
    boolean centred = regression.intercept();
    BigDecimal around = centred ? aroundMean() : problem.squares();
    BigDecimal explained = around.subtract(left);
    int slopes = kept.length - (centred ? 1 : 0);
    double r2 = ratio(explained, around);
    boolean tested = slopes > 0 && degrees > 0;
    double f = tested ? ratio(each(explained, slopes), each(left, degrees)) : Double.NaN;
    double likelihood = logLikelihood();
    List<LinearFit.Coefficient> coefficients = coefficients();
    double counted = kept.length + 1;
    return new LinearFit(
        regression.target(),
        coefficients,
        dropped,
        rows,
        degrees,
        left.doubleValue(),
        residualStandardError(),
        r2,
        1 - ratio(each(left, degrees), each(around, rows - (centred ? 1 : 0))),
        f,
        tested && f >= 0
            ? FDistribution.of(slopes, (double) degrees).survivalProbability(f)
            : Double.NaN,
        likelihood,
        2 * counted - 2 * likelihood,
        Math.log((double) rows) * counted - 2 * likelihood,
        solution.conditionNumber(),
        regression.level(),
        regression.ridge().doubleValue(),
        digits(coefficients),
        LinearFit.USUAL_ERRORS,
        intervals(coefficients));
  }

  private double residualStandardError() {
    return degrees == 0 ? Double.NaN : solution.residualStandardError(degrees);
  }

  private Intervals intervals(List<LinearFit.Coefficient> coefficients) {
    return new Intervals(
        coefficients.stream().map(LinearFit.Coefficient::name).toList(),
        coefficients.stream().mapToDouble(LinearFit.Coefficient::estimate).toArray(),
        solution.inverseFactor(),
        problem.isPenalised() ? Double.NaN : residualStandardError(),
        degrees,
        problem.regression().level());
  }

  /** {@code Σ w (y − ȳ)²}, of which nothing is rounded before the division. */
  private BigDecimal aroundMean() {
    BigDecimal total = problem.total();
    return problem
        .squares()
        .multiply(problem.weight())
        .subtract(total.multiply(total))
        .divide(problem.weight(), DIGITS);
  }

  private static BigDecimal each(BigDecimal sum, long count) {
    return count == 0 ? BigDecimal.ZERO : sum.divide(BigDecimal.valueOf(count), DIGITS);
  }

  /** A ratio as Java divides: infinite over 0, NaN of 0 over 0. */
  private static double ratio(BigDecimal a, BigDecimal b) {
    return b.signum() == 0 ? a.signum() / 0.0 : a.divide(b, DIGITS).doubleValue();
  }

  private double logLikelihood() {
    if (problem.moments().weighted()) {
      return Double.NaN;
    }
    double variance = 2 * Math.PI * left.doubleValue() / rows;
    double logarithm =
        variance >= Double.MIN_NORMAL && variance < Double.POSITIVE_INFINITY
            ? Math.log(variance)
            : Math.log(2 * Math.PI / rows) + logarithm(left);
    return -0.5 * rows * (logarithm + 1);
  }

  /** That of a number which may be too large or too small for float64. */
  private static double logarithm(BigDecimal number) {
    int exponent = number.precision() - number.scale();
    return number.signum() == 0
        ? Double.NEGATIVE_INFINITY
        : Math.log(number.movePointLeft(exponent).doubleValue()) + exponent * Math.log(10);
  }

  /** As many digits as a double has; none where one is infinite, or less than that allows. */
  private int digits(List<LinearFit.Coefficient> coefficients) {
    for (int i = 0; i < kept.length; i++) {
      LinearFit.Coefficient one = coefficients.get(i);
      boolean exact = one.estimate() == 0 && solution.isZero(i);
      boolean perfect = left.signum() == 0 || Double.isNaN(one.standardError());
      if (!exact && !isNormal(one.estimate()) || !perfect && !isNormal(one.standardError())) {
        return 0;
      }
    }
    return LinearFit.MOST_DIGITS;
  }

  private static boolean isNormal(double number) {
    double size = Math.abs(number);
    return size >= Double.MIN_NORMAL && size < Double.POSITIVE_INFINITY;
  }

  private List<LinearFit.Coefficient> coefficients() {
    boolean judged = degrees > 0 && !problem.isPenalised();
    double wide = judged ? quantile() : Double.NaN;
    List<LinearFit.Coefficient> coefficients = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      double estimate = solution.coefficient(i);
      double error = judged ? solution.standardError(i, degrees) : Double.NaN;
      double t = estimate / error;
      coefficients.add(
          new LinearFit.Coefficient(
              problem.names().get(kept[i]),
              estimate,
              error,
              t,
              judged ? bothTails(t) : Double.NaN,
              estimate - wide * error,
              estimate + wide * error));
    }
    return coefficients;
  }

  private double quantile() {
    double outside = (1 - problem.regression().level()) / 2;
    return TDistribution.of((double) degrees).inverseSurvivalProbability(outside);
  }

  private double bothTails(double t) {
    return 2 * TDistribution.of((double) degrees).survivalProbability(Math.abs(t));
  }
}
