package io.kindling.statistics;

import io.kindling.core.CheckReturnValue;
import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Linear regression with a penalty, for many λ, from sums alone: lasso (α = 1), ridge (α = 0) and
 * the elastic net between them. The constant β₀ and the coefficients β make
 *
 * <pre>{@code
 * Σ w (y − β₀ − xᵀβ)² / (2 Σ w) + λ (α Σ |βⱼ| + (1 − α) / 2 · Σ βⱼ²)
 * }</pre>
 *
 * <p>small, as R's glmnet does, with its conventions: unless otherwise said, columns are first
 * divided by their deviations in the population; the target is in any case, which λ is then
 * multiplied by again, so that beside {@code βⱼ²} stands one over the target's deviation.
 * Coefficients are those of the columns as they are. λ is what scikit-learn calls {@code alpha},
 * and α what it calls {@code l1_ratio}.
 *
 * <p>Solutions depend on the sums only: neither the order of rows nor how they were merged is seen
 * in a bit.
 *
 * <pre>{@code
 * RegularizationPath path = ElasticNet.of("price").fit(moments);
 * CrossValidation validation = ElasticNet.of("price").fit(Folds.of(design, table, 10, 0));
 * double lambda = path.solutions().get(validation.oneStandardError()).lambda();
 * }</pre>
 *
 * @param target the column that is explained
 * @param features the columns that explain it, in this order; none for all others
 * @param alpha α, from 0 to 1
 * @param count how many λ there are at most, from the least for which all coefficients are 0 down
 *     to 1/10000 of it, or 1/100 where there are fewer rows than columns, each smaller than the one
 *     before by the same factor. As glmnet does, a path ends before where R² is above 0.999 or has
 *     grown by less than 1/100000 of itself
 * @param lambdas λ, each above 0, in place of those
 * @param standardized whether columns are divided by their deviations first
 * @see <a href="https://doi.org/10.18637/jss.v033.i01">J. Friedman, T. Hastie, R. Tibshirani:
 *     Regularization paths for generalized linear models via coordinate descent, 2010</a>
 */
@CheckReturnValue
public record ElasticNet(
    String target,
    List<String> features,
    double alpha,
    int count,
    List<Double> lambdas,
    boolean standardized) {
  private static final int USUAL_COUNT = 100;
  private static final int FEWEST = 5;
  private static final double LEAST_GAIN = 1e-5;
  private static final double MOST_R2 = 0.999;

  /**
   * Checks the options, and puts λ in order, the largest first, each once.
   *
   * @throws DataException if α is not from 0 to 1, or a λ not above 0, or there is none
   */
  public ElasticNet {
    features = List.copyOf(features);
    lambdas = lambdas.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new DataException(
          "alpha", "it must be from 0 to 1", alpha + "", "1 for lasso, 0 for ridge", null);
    }
    if (count < 1) {
      throw new DataException(
          "lambdas", "there must be one λ at least", count + "", "100 for instance", null);
    }
    for (double lambda : lambdas) {
      if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
        throw new DataException(
            "lambda",
            "λ must be a number above 0",
            lambda + "",
            "one such as 0.1",
            "LeastSquares fits without a penalty");
      }
    }
  }

  /**
   * Lasso of a column by all others.
   *
   * @param target its name
   * @return such a regression
   */
  public static ElasticNet of(String target) {
    return new ElasticNet(target, List.of(), 1, USUAL_COUNT, List.of(), true);
  }

  /**
   * The same of another column.
   *
   * @param other its name
   * @return such a regression
   */
  public ElasticNet withTarget(String other) {
    return new ElasticNet(other, features, alpha, count, lambdas, standardized);
  }

  /**
   * The same by some columns only.
   *
   * @param names their names; none for all but the target
   * @return such a regression
   */
  public ElasticNet withFeatures(List<String> names) {
    return new ElasticNet(target, names, alpha, count, lambdas, standardized);
  }

  /**
   * The same with another penalty.
   *
   * @param share α, from 0 for ridge to 1 for lasso
   * @return such a regression
   * @throws DataException if it does not lie there
   */
  public ElasticNet withAlpha(double share) {
    return new ElasticNet(target, features, share, count, lambdas, standardized);
  }

  /**
   * The same with more λ, or fewer.
   *
   * @param most how many at most
   * @return such a regression
   * @throws DataException if it is below 1
   */
  public ElasticNet withCount(int most) {
    return new ElasticNet(target, features, alpha, most, lambdas, standardized);
  }

  /**
   * The same for certain λ.
   *
   * @param some λ, each above 0, in any order
   * @return such a regression
   * @throws DataException if one is not
   */
  public ElasticNet withLambdas(List<Double> some) {
    return new ElasticNet(target, features, alpha, count, some, standardized);
  }

  /**
   * The same for columns that are divided by their deviations first, or are not.
   *
   * @param are whether they are
   * @return such a regression
   */
  public ElasticNet withStandardized(boolean are) {
    return new ElasticNet(target, features, alpha, count, lambdas, are);
  }

  /**
   * Solves.
   *
   * @param moments sums of all columns; features are found by their names
   * @return what comes of it
   * @throws DataException if there is no such column, one has the target's or the intercept's name
   *     or is there twice, there is no row, or the target is the same in every row; or if no column
   *     is correlated with it, and λ are not given
   */
  public RegularizationPath fit(Moments moments) {
    PathColumns columns = PathColumns.of(this, moments);
    return fit(columns, moments, Covariances.of(moments, columns.places()));
  }

  private RegularizationPath fit(PathColumns columns, Moments moments, Covariances sums) {
    PathSolver solver = new PathSolver(sums, this);
    boolean given = !lambdas.isEmpty();
    double largest = given ? lambdas.get(0) : largest(solver);
    double least = moments.rows() < columns.names().size() ? 1e-2 : 1e-4;
    int most = given ? lambdas.size() : count;
    List<RegularizationPath.Solution> solutions = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < most; i++) {
      double share = StrictMath.pow(least, i / Math.max(1.0, count - 1.0));
      double lambda = given ? lambdas.get(i) : largest * share;
      solver.solve(lambda);
      RegularizationPath.Solution solution = solver.solution(lambda);
      solutions.add(solution);
      boolean still = solution.r2() - before < LEAST_GAIN * solution.r2();
      if (!given && solutions.size() >= FEWEST && (still || solution.r2() > MOST_R2)) {
        break;
      }
      before = solution.r2();
    }
    return new RegularizationPath(
        target, columns.names(), columns.deviations(moments), moments.rows(), alpha, solutions);
  }

  private double largest(PathSolver solver) {
    double largest = solver.largest();
    if (largest == 0) {
      throw new DataException(
          PathColumns.PLACE,
          "a column must say something of the target",
          "none that is correlated with " + target,
          "other columns, or λ to take",
          null);
    }
    if (Double.isInfinite(largest)) {
      throw new DataException(
          PathColumns.PLACE,
          "the largest λ must be one that float64 has room for",
          "one above 1.7e308",
          "a target of smaller numbers",
          "divide '" + target + "' by a constant");
    }
    return largest;
  }

  /**
   * Solves for all rows, and for all but each fold's, which then tell how far that is off.
   *
   * @param folds sums of all columns in each fold; features are found by their names
   * @return what comes of it
   * @throws DataException as {@link #fit(Moments)} does
   */
  public CrossValidation fit(Folds folds) {
    Moments all = folds.all();
    PathColumns columns = PathColumns.of(this, all);
    Covariances sums = Covariances.of(all, columns.places());
    RegularizationPath path = fit(columns, all, sums);
    List<Double> given =
        path.solutions().stream().map(RegularizationPath.Solution::lambda).toList();
    double[][] errors = new double[folds.moments().size()][];
    IntStream.range(0, errors.length)
        .parallel()
        .forEach(i -> errors[i] = errors(folds.moments().get(i), all, sums, columns, given));
    ExactNumber weight = all.exact(0, 0);
    double[] shares =
        folds.moments().stream().mapToDouble(fold -> fold.exact(0, 0).over(weight)).toArray();
    return CrossValidation.of(path, shares, errors, sums.unit(columns.names().size()));
  }

  /** How far solutions for all rows but a fold's are off on these. */
  private double[] errors(
      Moments fold, Moments all, Covariances sums, PathColumns columns, List<Double> given) {
    Covariances training = Covariances.without(all, fold, columns.places());
    FoldError error = new FoldError(training.within(fold, columns.places()), training);
    int unit = sums.unit(columns.names().size());
    PathSolver solver = new PathSolver(training, this);
    double[] errors = new double[given.size()];
    for (int i = 0; i < errors.length; i++) {
      solver.solve(given.get(i));
      errors[i] = error.of(solver.estimates(), unit);
    }
    return errors;
  }
}
