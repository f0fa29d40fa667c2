package io.kindling.statistics;

import io.kindling.core.CheckReturnValue;
import io.kindling.error.DataException;
import io.kindling.statistics.equations.Combination;
import io.kindling.statistics.equations.ExactSolution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear regression by least squares, from sums alone.
 *
 * <pre>{@code
 * LinearFit fit = LeastSquares.of("price").fit(moments);
 * double slope = fit.coefficient("area").estimate();
 * }</pre>
 *
 * @param target the column that is explained
 * @param features the columns that explain it, in this order; none for all others
 * @param intercept whether there is a constant beside them; there is, unless otherwise said
 * @param level of the intervals, between 0 and 1; 0.95 unless otherwise said
 * @param ridge λ, 0 or more: {@code RSS + λ Σ β²} is made least, without the intercept's β, for
 *     columns as they are
 * @param strict whether a column that is a combination of others is an error; else it is left out
 */
@CheckReturnValue
public record LeastSquares(
    String target,
    List<String> features,
    boolean intercept,
    double level,
    BigDecimal ridge,
    boolean strict) {
  private static final double USUAL_LEVEL = 0.95;

  /**
   * Checks the options.
   *
   * @throws DataException if the level is not between 0 and 1, or λ is below 0, above float64, or
   *     has more than 1100 digits behind the point
   */
  public LeastSquares {
    features = List.copyOf(features);
    if (!(level > 0 && level < 1)) {
      throw new DataException(
          "LeastSquares",
          "a level must lie between 0 and 1",
          level + "",
          "0.95 for instance",
          null);
    }
    if (ridge.signum() < 0) {
      throw new DataException(
          "LeastSquares", "λ must not be below 0", ridge + "", "0 for no penalty", null);
    }
    if (ridge.signum() != 0 && !RowChecks.fits(ridge)) {
      throw new DataException(
          "ridge",
          "λ must be one that float64 has room for",
          ridge + "",
          "at most 1.7e308, with at most " + RowChecks.MOST_PLACES + " digits behind the point",
          null);
    }
    ridge = ridge.signum() == 0 ? BigDecimal.ZERO : ridge; // 0e-2000 has places too
  }

  /**
   * Explains a column by all others and an intercept.
   *
   * @param target its name
   * @return such a regression
   */
  public static LeastSquares of(String target) {
    return new LeastSquares(target, List.of(), true, USUAL_LEVEL, BigDecimal.ZERO, false);
  }

  /**
   * Explains a column of sums by all others and an intercept.
   *
   * @param moments the sums
   * @param target the column's name
   * @return what comes of it
   * @throws DataException as {@link #fit(Moments)} does
   */
  public static LinearFit fit(Moments moments, String target) {
    return of(target).fit(moments);
  }

  /**
   * The same by some columns only.
   *
   * @param names their names; none for all but the target
   * @return such a regression
   */
  public LeastSquares withFeatures(List<String> names) {
    return new LeastSquares(target, names, intercept, level, ridge, strict);
  }

  /**
   * The same with an intercept or without.
   *
   * @param there whether there is to be one
   * @return such a regression
   */
  public LeastSquares withIntercept(boolean there) {
    return new LeastSquares(target, features, there, level, ridge, strict);
  }

  /**
   * The same with intervals of another level.
   *
   * @param other the level, between 0 and 1
   * @return such a regression
   * @throws DataException if it does not lie there
   */
  public LeastSquares withLevel(double other) {
    return new LeastSquares(target, features, intercept, other, ridge, strict);
  }

  /**
   * The same with a penalty.
   *
   * @param lambda λ, 0 or more
   * @return such a regression
   * @throws DataException if it is below 0, above float64, or has more than 1100 digits behind the
   *     point
   */
  public LeastSquares withRidge(BigDecimal lambda) {
    return new LeastSquares(target, features, intercept, level, lambda, strict);
  }

  /**
   * The same, where a column that is a combination of others is an error, or is not.
   *
   * @param is whether it is
   * @return such a regression
   */
  public LeastSquares withStrict(boolean is) {
    return new LeastSquares(target, features, intercept, level, ridge, is);
  }

  /**
   * Solves.
   *
   * @param moments sums of all columns; features are found by their names
   * @return what comes of it
   * @throws DataException if there is no such column, one has the target's or the intercept's name
   *     or is there twice, or there is no row; or, where this is strict, if a column is a
   *     combination of others
   */
  public LinearFit fit(Moments moments) {
    Problem problem = Problem.of(this, moments);
    ExactSolution solution = ExactSolution.of(problem.sums());
    List<LinearFit.Dropped> dropped = new ArrayList<>();
    for (Combination combination : solution.combinations()) {
      dropped.add(Wording.of(combination, problem.names()));
    }
    if (strict && !dropped.isEmpty()) {
      throw new DataException(
          "fit",
          "no column may be a combination of others",
          dropped.get(0).toString(),
          "columns that each say something of their own",
          "leave " + dropped.get(0).name() + " out");
    }
    return new Inference(problem, solution, dropped).fit();
  }
}
