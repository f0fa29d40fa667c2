package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.statistics.equations.WholeSums;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A regression whose columns have been found among those of sums.
 *
 * @param regression what was asked for
 * @param moments the sums
 * @param names of the columns that explain, the intercept's first where there is one
 * @param places where these are among the sums, 0 for the intercept's, and then the target's
 */
record Problem(LeastSquares regression, Moments moments, List<String> names, List<Integer> places) {
  static Problem of(LeastSquares regression, Moments moments) {
    List<String> names = new ArrayList<>();
    if (regression.intercept()) {
      names.add(LinearFit.INTERCEPT);
    }
    List<String> columns = moments.columns();
    if (regression.features().isEmpty()) {
      columns.stream().filter(name -> !name.equals(regression.target())).forEach(names::add);
    } else {
      names.addAll(regression.features());
    }
    int first = regression.intercept() ? 1 : 0;
    Explaining.check("fit", regression.target(), names.subList(first, names.size()));
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      places.add(i < first ? 0 : place(columns, names.get(i)));
    }
    places.add(place(columns, regression.target()));
    if (moments.rows() == 0) {
      throw new DataException("fit", "there must be rows", "none", "one at least", null);
    }
    return new Problem(regression, moments, names, places);
  }

  private static int place(List<String> columns, String name) {
    int at = columns.indexOf(name);
    if (at < 0) {
      throw new DataException(
          "fit", "there must be such a column", "'" + name + "'", String.join(", ", columns), null);
    }
    return at + 1;
  }

  /** The sums of the columns that explain and of the target, with the penalty. */
  WholeSums sums() {
    return WholeSums.of(
        places.size(), (i, j) -> i == j && i < names.size() ? penalised(i) : sum(i, j));
  }

  private BigDecimal penalised(int i) {
    BigDecimal square = sum(i, i);
    return places.get(i) == 0 ? square : square.add(regression.ridge());
  }

  private BigDecimal sum(int i, int j) {
    return moments.sum(places.get(i), places.get(j));
  }

  /** {@code Σ w}. */
  BigDecimal weight() {
    return moments.sum(0, 0);
  }

  /** {@code Σ w y}. */
  BigDecimal total() {
    return moments.sum(0, places.get(names.size()));
  }

  /** {@code Σ w y²}. */
  BigDecimal squares() {
    return moments.sum(places.get(names.size()), places.get(names.size()));
  }

  boolean isPenalised() {
    return regression.ridge().signum() > 0;
  }
}
