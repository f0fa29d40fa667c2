package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.error.DataException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What solutions of lasso, ridge and elastic net must be, whoever finds them. */
final class ElasticNetTest {
  /** How far conditions may be off, in the target's deviations. */
  private static final double ROUNDING = 1e-13;

  private static final double[] ALPHAS = {1, 0.7, 0.1, 0};

  private static List<String> names(int columns) {
    List<String> names = new ArrayList<>();
    IntStream.range(0, columns).forEach(i -> names.add("x" + i));
    names.add("y");
    return names;
  }

  /** Rows of columns that are alike, with the target behind them. */
  private static double[][] rows(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double alike = random.nextDouble() * 3;
    double[][] table = new double[rows][columns + 1];
    for (double[] row : table) {
      double common = random.nextGaussian() * alike;
      double sum = random.nextGaussian();
      for (int i = 0; i < columns; i++) {
        row[i] = (common + random.nextGaussian()) * Math.scalb(1.0, i % 7 - 3) + i;
        sum += i % 3 == 0 ? row[i] * (i % 2 == 0 ? 1 : -0.5) : 0;
      }
      row[columns] = sum;
    }
    return table;
  }

  private static Moments moments(double[][] rows) {
    Moments moments = Moments.of(names(rows[0].length - 1), false);
    for (double[] row : rows) {
      moments.add(row);
    }
    return moments;
  }

  /**
   * Karush, Kuhn and Tucker: where a coefficient is not 0, the gradient of the squares is that of
   * the penalty; where it is, it is no larger. Computed row by row.
   */
  private static void checkConditions(double[][] rows, ElasticNet net, RegularizationPath path) {
    int columns = rows[0].length - 1;
    double target = deviation(rows, columns);
    for (RegularizationPath.Solution solution : path.solutions()) {
      double[] left = new double[rows.length];
      for (int i = 0; i < left.length; i++) {
        left[i] = rows[i][columns] - solution.intercept();
        for (int j = 0; j < columns; j++) {
          left[i] -= rows[i][j] * solution.estimates().get(j);
        }
      }
      for (int j = 0; j < columns; j++) {
        double deviation = deviation(rows, j);
        double unit = net.standardized() ? deviation : 1;
        double gradient = 0;
        for (int i = 0; i < left.length; i++) {
          gradient += rows[i][j] * left[i] / left.length;
        }
        double estimate = solution.estimates().get(j);
        double size = solution.lambda() * net.alpha() * unit;
        double square = solution.lambda() * (1 - net.alpha()) * unit * unit * estimate / target;
        double off =
            estimate == 0
                ? Math.max(0, Math.abs(gradient) - size)
                : Math.abs(gradient - square - Math.signum(estimate) * size);
        assertThat(off / deviation / target)
            .as("λ %s, column %d, estimate %s", solution.lambda(), j, estimate)
            .isLessThan(ROUNDING * (columns + 100));
      }
    }
  }

  private static double deviation(double[][] rows, int column) {
    double mean = 0;
    for (double[] row : rows) {
      mean += row[column] / rows.length;
    }
    double square = 0;
    for (double[] row : rows) {
      square += (row[column] - mean) * (row[column] - mean) / rows.length;
    }
    return Math.sqrt(square);
  }

  @Test
  void solutionsMeetTheirConditions() {
    for (int seed = 0; seed < 24; seed++) {
      int columns = 1 + seed * 3 % 40;
      double[][] rows = rows(seed % 3 == 0 ? 10 + columns / 2 : 60, columns, seed);
      ElasticNet net =
          ElasticNet.of("y").withAlpha(ALPHAS[seed % 4]).withStandardized(seed % 5 != 0);
      checkConditions(rows, net, net.fit(moments(rows)));
    }
  }

  /** Where columns are the same, or one is others' sum, there are several solutions. */
  @Test
  void columnsThatSayNothingNewAreNoTrouble() {
    double[][] rows = rows(30, 5, 5);
    for (double[] row : rows) {
      row[1] = row[0];
      row[4] = row[2] + row[3];
    }
    for (double alpha : ALPHAS) {
      ElasticNet net = ElasticNet.of("y").withAlpha(alpha);
      checkConditions(rows, net, net.fit(moments(rows)));
    }
  }

  /**
   * Zeros and ones, copies, columns that differ by a ten thousandth, and sums of others, often more
   * than rows: here coordinate descent alone goes on without an end.
   */
  @ParameterizedTest
  @ValueSource(strings = {"truth", "copies", "near", "sums"})
  void columnsThatAreAlikeMeetTheirConditions(String kind) {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int columns = 1 + random.nextInt(30);
      double[][] rows = new double[5 + random.nextInt(35)][columns + 1];
      for (double[] row : rows) {
        double common = random.nextGaussian();
        for (int j = 0; j < columns; j++) {
          row[j] =
              switch (kind) {
                case "truth" -> random.nextInt(2);
                case "copies" -> j % 3 == 0 ? random.nextInt(3) - 1 : row[j - 1];
                case "near" -> common + 1e-4 * random.nextGaussian();
                default -> j > 1 ? row[j - 1] + row[j - 2] : random.nextInt(5);
              };
        }
        row[columns] = row[0] + random.nextGaussian();
      }
      ElasticNet net =
          ElasticNet.of("y").withAlpha(ALPHAS[seed % 4]).withStandardized(seed % 3 != 0);
      Moments moments = moments(rows);
      boolean differ = IntStream.range(1, columns + 1).allMatch(i -> moments.deviation(i) > 0);
      if (differ) {
        checkConditions(rows, net, net.fit(moments));
      }
    }
  }

  @Test
  void thePathBeginsWhereTheFirstColumnEnters() {
    RegularizationPath path = ElasticNet.of("y").fit(moments(rows(50, 8, 3)));
    assertThat(path.solutions().get(0).nonzero()).isZero();
    assertThat(path.solutions().get(1).nonzero()).isEqualTo(1);
    assertThat(path.solutions().get(0).intercept())
        .isCloseTo(moments(rows(50, 8, 3)).mean(9), within(1e-12));
  }

  @Test
  void neitherOrderNorMergingIsSeenInABit() {
    List<double[]> rows = new ArrayList<>(List.of(rows(80, 12, 4)));
    ElasticNet net = ElasticNet.of("y").withAlpha(0.6);
    RegularizationPath path = net.fit(moments(rows.toArray(double[][]::new)));
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(rows, new Random(seed));
      Moments one = moments(rows.subList(0, 11 + seed).toArray(double[][]::new));
      one.merge(moments(rows.subList(11 + seed, 80).toArray(double[][]::new)));
      assertThat(net.fit(one)).isEqualTo(path);
    }
  }

  @Test
  void aPenaltyThatIsHardlyThereGivesLeastSquares() {
    Moments moments = moments(rows(60, 6, 9));
    LinearFit exact = LeastSquares.fit(moments, "y");
    for (double alpha : ALPHAS) {
      ElasticNet net = ElasticNet.of("y").withAlpha(alpha).withLambdas(List.of(1e-12));
      List<Double> estimates = net.fit(moments).solutions().get(0).estimates();
      for (int i = 0; i < 6; i++) {
        double expected = exact.coefficient("x" + i).estimate();
        assertThat(estimates.get(i)).isCloseTo(expected, within(1e-9));
      }
    }
  }

  /** A column's own λ in a table of one column has a formula. */
  @Test
  void oneColumnHasAFormula() {
    Moments moments = Moments.of(List.of("x", "y"), false);
    moments.add(new double[] {1, 2});
    moments.add(new double[] {3, 4});
    moments.add(new double[] {5, 12});
    // deviations √(8/3) and √(56/3), covariance 20/3: shrunk by λ times x's deviation
    double lambda = 0.5;
    double expected = (20.0 / 3 - lambda * Math.sqrt(8.0 / 3)) / (8.0 / 3);
    RegularizationPath path = ElasticNet.of("y").withLambdas(List.of(lambda)).fit(moments);
    assertThat(path.solutions().get(0).estimates().get(0)).isCloseTo(expected, within(1e-14));
    double ridge = 20.0 / 3 / (8.0 / 3) / (1 + lambda / Math.sqrt(56.0 / 3));
    RegularizationPath squared =
        ElasticNet.of("y").withAlpha(0).withLambdas(List.of(lambda)).fit(moments);
    assertThat(squared.solutions().get(0).estimates().get(0)).isCloseTo(ridge, within(1e-14));
  }

  @Test
  void givenLambdasAreTakenFromTheLargestOn() {
    ElasticNet net = ElasticNet.of("y").withLambdas(List.of(0.01, 1.0, 0.1));
    assertThat(net.fit(moments(rows(30, 3, 1))).solutions())
        .extracting(RegularizationPath.Solution::lambda)
        .containsExactly(1.0, 0.1, 0.01);
  }

  @Test
  void numbersMayBeOfAnySize() {
    double[][] rows = rows(40, 4, 2);
    RegularizationPath usual = ElasticNet.of("y").fit(moments(rows));
    for (double[] row : rows) {
      row[0] = Math.scalb(row[0], 700);
      row[1] = Math.scalb(row[1], -800);
      row[4] = Math.scalb(row[4], -100);
    }
    RegularizationPath path = ElasticNet.of("y").fit(moments(rows));
    int last = path.solutions().size() - 1;
    List<Double> estimates = path.solutions().get(last).estimates();
    List<Double> expected = usual.solutions().get(last).estimates();
    assertThat(estimates.get(0)).isEqualTo(Math.scalb(expected.get(0), -800));
    assertThat(estimates.get(1)).isEqualTo(Math.scalb(expected.get(1), 700));
    assertThat(estimates.get(2)).isEqualTo(Math.scalb(expected.get(2), -100));
  }

  @Test
  void aConstantColumnIsNamed() {
    double[][] rows = rows(20, 3, 1);
    for (double[] row : rows) {
      row[1] = 0.1;
    }
    RegularizationPath path = ElasticNet.of("y").fit(moments(rows));
    assertThat(path.constant()).containsExactly("x1");
    assertThat(path.solutions()).allMatch(one -> one.estimates().get(1) == 0);
  }

  /** An error of 1e-18 of the target's variance, in columns far from 0, summed row by row too. */
  @Test
  void errorsOfFoldsLoseNothing() {
    Random random = new Random(6);
    List<Moments> folds = new ArrayList<>();
    List<List<double[]>> rows = new ArrayList<>();
    for (int fold = 0; fold < 3; fold++) {
      folds.add(Moments.of(List.of("a", "b", "y"), false));
      rows.add(new ArrayList<>());
      for (int i = 0; i < 8 + fold; i++) {
        double a = 1e6 + random.nextInt(1000);
        double b = 3e6 + random.nextInt(1000);
        double[] row = {a, b, 3 * a - 2 * b + Math.scalb((double) random.nextInt(9), -30)};
        folds.get(fold).add(row);
        rows.get(fold).add(row);
      }
    }
    ElasticNet net = ElasticNet.of("y").withLambdas(List.of(1e-11));
    CrossValidation validation = net.fit(new Folds(folds, 0));
    double sum = 0;
    for (int fold = 0; fold < 3; fold++) {
      Moments training = new Folds(folds, 0).all();
      training.remove(folds.get(fold));
      RegularizationPath.Solution fit = net.fit(training).solutions().get(0);
      for (double[] row : rows.get(fold)) {
        BigDecimal left = left(row, fit, training);
        sum += left.multiply(left).doubleValue();
      }
    }
    double expected = sum / 27;
    assertThat(expected).isLessThan(1e-12);
    assertThat(validation.errors().get(0)).isCloseTo(expected, within(1e-6 * expected));
  }

  /** What a fit leaves of a row, without rounding but that of the coefficients. */
  private static BigDecimal left(double[] row, RegularizationPath.Solution fit, Moments training) {
    BigDecimal left = apart(row, 2, training);
    for (int i = 0; i < 2; i++) {
      left =
          left.subtract(new BigDecimal(fit.estimates().get(i)).multiply(apart(row, i, training)));
    }
    return left;
  }

  private static BigDecimal apart(double[] row, int column, Moments training) {
    BigDecimal mean = training.sum(0, column + 1).divide(training.sum(0, 0), new MathContext(60));
    return new BigDecimal(row[column]).subtract(mean);
  }

  @Test
  void wrongOptionsAreRefused() {
    ElasticNet net = ElasticNet.of("y");
    assertThatThrownBy(() -> net.withAlpha(1.5).fit(moments(rows(9, 2, 1))))
        .isInstanceOf(DataException.class)
        .hasMessage("alpha: it must be from 0 to 1 (got 1.5; expected 1 for lasso, 0 for ridge)");
    assertThatThrownBy(() -> net.withAlpha(Double.NaN).fit(moments(rows(9, 2, 1))))
        .hasMessageContaining("(got NaN;");
    for (double lambda : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> net.withLambdas(List.of(1.0, lambda)).fit(moments(rows(9, 2, 1))))
          .hasMessageContaining("λ must be a number above 0 (got " + lambda);
    }
    assertThatThrownBy(() -> net.withCount(0).fit(moments(rows(9, 2, 1))))
        .hasMessageContaining("there must be one λ at least (got 0;");
  }

  @Test
  void tablesThatSayNothingAreRefused() {
    ElasticNet net = ElasticNet.of("y");
    Moments moments = Moments.of(List.of("x", "y"), false);
    assertThatThrownBy(() -> net.fit(moments)).hasMessageContaining("there must be rows");
    moments.add(new double[] {1, 5});
    moments.add(new double[] {2, 5});
    assertThatThrownBy(() -> net.fit(moments))
        .hasMessage(
            "path: the target must not be the same in every row (got y = 5.0; expected numbers that"
                + " differ)");
    assertThatThrownBy(() -> ElasticNet.of("z").fit(moments))
        .hasMessageContaining("there must be such a column (got 'z'; expected x, y)");
    Moments still = Moments.of(List.of("x", "y"), false);
    still.add(new double[] {1, 5});
    still.add(new double[] {1, 6});
    assertThatThrownBy(() -> net.fit(still))
        .hasMessageContaining("a column must say something of the target");
    assertThat(net.withLambdas(List.of(1.0)).fit(still).solutions().get(0).estimates())
        .containsExactly(0.0);
  }

  /** The other rows of a fold may leave a target or a column without a difference. */
  @Test
  void aFoldMayHaveAllThatDiffers() {
    List<Moments> folds = new ArrayList<>();
    for (double number : new double[] {1, 1, 2}) {
      Moments fold = Moments.of(List.of("x", "y"), false);
      fold.add(new double[] {number, number});
      folds.add(fold);
    }
    ElasticNet net = ElasticNet.of("y").withLambdas(List.of(10.0));
    CrossValidation validation = net.fit(new Folds(folds, 0));
    // 1 or 2 is right where the others' mean is 1.5; and 2 where they all are 1
    assertThat(validation.errors().get(0)).isCloseTo((0.25 + 0.25 + 1) / 3, within(1e-15));
  }
}
