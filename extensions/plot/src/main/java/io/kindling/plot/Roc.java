package io.kindling.plot;

import io.kindling.error.DataException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * A class's true positive rate over its false positive rate, for every score from which on rows
 * might be taken to be of it. Rows of equal scores are taken together, which gives the area the
 * value of the Mann-Whitney statistic, as scikit-learn's {@code roc_auc_score}.
 *
 * @param x the shares of the others that are taken for the class
 * @param y the shares of the class that are found
 * @param area the area under the curve: how often a row of the class scores higher than another one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Roc(double[] x, double[] y, double area) {
  static Roc of(Scored scored) {
    double[] own = sorted(scored, true);
    double[] others = sorted(scored, false);
    if (own.length == 0 || others.length == 0) {
      throw new DataException(
          "roc",
          "there must be rows of the class and others",
          own.length + " of " + scored.name() + " and " + others.length + " others",
          "at least one of each",
          null);
    }
    double[] x = new double[own.length + others.length + 1];
    double[] y = new double[x.length];
    int points = 1;
    int found = 0;
    int falsely = 0;
    double area = 0;
    while (found < own.length || falsely < others.length) {
      double score =
          Math.max(
              found < own.length ? own[own.length - 1 - found] : Double.NEGATIVE_INFINITY,
              falsely < others.length
                  ? others[others.length - 1 - falsely]
                  : Double.NEGATIVE_INFINITY);
      int foundBefore = found;
      int falselyBefore = falsely;
      while (found < own.length && own[own.length - 1 - found] == score) {
        found++;
      }
      while (falsely < others.length && others[others.length - 1 - falsely] == score) {
        falsely++;
      }
      area += (falsely - falselyBefore) * (found + (double) foundBefore) / 2;
      x[points] = (double) falsely / others.length;
      y[points] = (double) found / own.length;
      points++;
    }
    return new Roc(
        Arrays.copyOf(x, points), Arrays.copyOf(y, points), area / own.length / others.length);
  }

  private static double[] sorted(Scored scored, boolean of) {
    double[] scores = Rows.pick(scored.scores(), Rows.where(scored.actual(), of));
    for (double score : scores) {
      if (Double.isNaN(score)) {
        throw new DataException("roc", "scores must be numbers", "NaN", "numbers", null);
      }
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    for (int row = 0; row < sorted.length; row++) {
      sorted[row] += 0.0; // -0.0 equals 0.0, but not to sort()
    }
    return sorted;
  }

  String areaText() {
    return new BigDecimal(area).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
  }
}
