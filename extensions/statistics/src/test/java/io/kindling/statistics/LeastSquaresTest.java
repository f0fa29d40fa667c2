package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.error.DataException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What regressions say beyond their digits. */
final class LeastSquaresTest {
  private static Moments moments(List<String> columns, double[]... rows) {
    Moments moments = Moments.of(columns, false);
    for (double[] row : rows) {
      moments.add(row);
    }
    return moments;
  }

  private static double[] row(double... cells) {
    return cells;
  }

  @Test
  void theTutorialsLineIsFoundToTheLastBit() {
    Moments moments = Moments.of(List.of("x", "y"), false);
    for (int x = 0; x <= 10; x++) {
      moments.add(row(x, 2 * x + 1));
    }
    LinearFit fit = LeastSquares.fit(moments, "y");
    assertThat(fit.coefficient("x").estimate()).isEqualTo(2);
    assertThat(fit.coefficient(LinearFit.INTERCEPT).estimate()).isEqualTo(1);
    assertThat(fit.residualStandardError()).isZero();
    assertThat(fit.coefficient("x").t()).isInfinite();
    assertThat(fit.r2()).isEqualTo(1);
  }

  @Test
  void aCombinationIsNamedAndLeftOut() {
    Moments moments =
        moments(
            List.of("a", "b", "c", "d", "e", "y"),
            row(1, 2, 0, 4, 0, 3),
            row(2, 1, 3, 4, 0, 4),
            row(4, 7, 1, 4, 0, 1),
            row(6, 3, 9, 4, 0, 9),
            row(3, 3, 3, 4, 0, 6));
    LinearFit fit = LeastSquares.fit(moments, "y");
    assertThat(fit.dropped())
        .map(Object::toString)
        .containsExactly("c = 2·a − b", "d = 4", "e = 0");
    assertThat(fit.coefficients())
        .map(LinearFit.Coefficient::name)
        .containsExactly("(intercept)", "a", "b");
    assertThatThrownBy(() -> LeastSquares.of("y").withStrict(true).fit(moments))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "fit: no column may be a combination of others (got c = 2·a − b; expected columns that"
                + " each say something of their own; leave c out)");
  }

  @Test
  void aCombinationOfDecimalsIsOneThoughNotInFloat64() {
    Moments moments = Moments.of(List.of("a", "b", "c", "y"), false);
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      BigDecimal a = BigDecimal.valueOf(random.nextInt(100), 1);
      BigDecimal b = BigDecimal.valueOf(random.nextInt(1000), 2);
      BigDecimal c = a.multiply(new BigDecimal("0.3")).subtract(b.multiply(new BigDecimal("0.7")));
      moments.add(new BigDecimal[] {a, b, c, BigDecimal.valueOf(random.nextInt(50))});
    }
    assertThat(LeastSquares.fit(moments, "y").dropped())
        .map(Object::toString)
        .containsExactly("c = 3/10·a − 7/10·b");
  }

  @Test
  void aColumnThatIsNearlyACombinationStays() {
    Moments moments = Moments.of(List.of("a", "b", "y"), false);
    for (int i = 0; i < 20; i++) {
      moments.add(row(i, i + (i == 7 ? 0x1p-40 : 0), i % 3));
    }
    LinearFit fit = LeastSquares.fit(moments, "y");
    assertThat(fit.dropped()).isEmpty();
    assertThat(fit.conditionNumber()).isGreaterThan(1e13);
  }

  @Test
  void moreColumnsThanRowsLeaveNoDegreesOfFreedom() {
    Random random = new Random(5);
    List<String> names = List.of("a", "b", "c", "d", "e", "y");
    Moments moments = Moments.of(names, false);
    for (int i = 0; i < 4; i++) {
      moments.add(random.doubles(names.size()).toArray());
    }
    LinearFit fit = LeastSquares.fit(moments, "y");
    assertThat(fit.coefficients()).hasSize(4);
    assertThat(fit.dropped()).map(LinearFit.Dropped::name).containsExactly("d", "e");
    assertThat(fit.degreesOfFreedom()).isZero();
    assertThat(fit.residualSumOfSquares()).isZero();
    assertThat(fit.coefficients()).allSatisfy(one -> assertThat(one.standardError()).isNaN());
  }

  @Test
  void nothingButAnInterceptIsTheMean() {
    LinearFit fit = LeastSquares.fit(moments(List.of("y"), row(1), row(2), row(6)), "y");
    assertThat(fit.coefficient(LinearFit.INTERCEPT).estimate()).isEqualTo(3);
    assertThat(fit.f()).isNaN();
    assertThat(fit.r2()).isZero();
  }

  @Test
  void aConstantTargetHasNoVarianceToExplain() {
    LinearFit fit =
        LeastSquares.fit(moments(List.of("x", "y"), row(1, 5), row(2, 5), row(4, 5)), "y");
    assertThat(fit.coefficient("x").estimate()).isZero();
    assertThat(fit.r2()).isNaN();
  }

  @Test
  void hugeAndTinyColumnsAreNoneTheWorse() {
    Moments moments = Moments.of(List.of("a", "b", "y"), false);
    Random random = new Random(9);
    for (int i = 0; i < 30; i++) {
      double a = random.nextInt(1000);
      double b = random.nextInt(1000);
      moments.add(row(a * 0x1p900, b * 0x1p-1000, 3 * a - 2 * b));
    }
    LinearFit fit = LeastSquares.fit(moments, "y");
    assertThat(fit.coefficient("a").estimate()).isEqualTo(3 * 0x1p-900);
    assertThat(fit.coefficient("b").estimate()).isEqualTo(-2 * 0x1p1000);
  }

  /** λ added to the squares of columns, by hand for one column. */
  @Test
  void ridgeDrawsToZero() {
    Moments moments = moments(List.of("x", "y"), row(0, 0), row(1, 2), row(2, 4));
    LinearFit fit = LeastSquares.of("y").withRidge(BigDecimal.ONE).fit(moments);
    // centred: Σx² = 2, Σxy = 4, so β = 4 / 3
    assertThat(fit.coefficient("x").estimate()).isEqualTo(4.0 / 3);
    assertThat(fit.coefficient(LinearFit.INTERCEPT).estimate())
        .isEqualTo(2 - 4.0 / 3, within(1e-15));
    assertThat(fit.coefficient("x").standardError()).isNaN();
    assertThat(fit.coefficient("x").p()).isNaN();
    // the residuals are ±2/3 and 0
    assertThat(fit.residualSumOfSquares()).isEqualTo(8.0 / 9, within(1e-15));
  }

  /** Hilbert's matrix has condition numbers that grow by a factor of 30 with each column. */
  @ParameterizedTest
  @CsvSource({"8, 1e9", "12, 1e15"})
  void illConditionedColumnsKeepTheirDigits(int columns, double condition) {
    Moments moments = Moments.of(names(columns), false);
    List<BigDecimal[]> rows = new ArrayList<>();
    for (int i = 0; i < columns + 3; i++) {
      double[] row = new double[columns + 1];
      for (int j = 0; j < columns; j++) {
        row[j] = 1.0 / (i + j + 1);
      }
      row[columns] = i % 4;
      moments.add(row);
      rows.add(Arrays.stream(row).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new));
    }
    LinearFit fit = LeastSquares.of("y").withIntercept(false).fit(moments);
    assertThat(fit.conditionNumber()).isGreaterThan(condition);
    RationalFit exact = new RationalFit(rows);
    for (int j = 0; j < columns; j++) {
      LinearFit.Coefficient one = fit.coefficients().get(j);
      assertThat(exact.estimates[j].isNearest(one.estimate())).as("%s", one).isTrue();
      Rational variance = exact.left.times(exact.variances[j]).over(Rational.of(3));
      assertThat(variance.isRootNearest(one.standardError())).as("%s", one).isTrue();
    }
  }

  private static List<String> names(int columns) {
    return Stream.concat(IntStream.range(0, columns).mapToObj(j -> "x" + j), Stream.of("y"))
        .toList();
  }

  /** Of each column alone the sums are possible; of the columns together they are not. */
  @Test
  @Timeout(60)
  void sumsThatNoRowsHaveAreRefused() {
    Moments all = Moments.of(List.of("x", "y", "z"), false);
    for (int i = 1; i <= 4; i++) {
      all.add(new double[] {i, i, i * i});
    }
    Moments others = Moments.of(all.columns(), false);
    others.add(new double[] {1.5, 2.6, 4});
    others.add(new double[] {2.5, 2.4, 9});
    all.remove(others);
    String said = "fit: the sums must be such as rows have (got squares whose sum is below 0;";
    assertThatThrownBy(() -> LeastSquares.fit(all, "z")).hasMessageStartingWith(said);
    LeastSquares one = LeastSquares.of("y").withFeatures(List.of("x"));
    assertThatThrownBy(() -> one.fit(all)).hasMessageStartingWith(said);
  }

  /** No sums that a file may have keep the solution from its end. */
  @Test
  @Timeout(120)
  void hostileSumsComeToAnEnd() {
    Moments sound = Moments.of(List.of("x", "y", "z"), false);
    Random random = new Random(3);
    for (int i = 0; i < 6; i++) {
      sound.add(random.ints(3, -9, 9).asDoubleStream().toArray());
    }
    byte[] bytes = sound.bytes();
    int solved = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] spoilt = bytes.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        spoilt[30 + random.nextInt(bytes.length - 34)] ^= (byte) (1 << random.nextInt(8));
      }
      CRC32 crc = new CRC32();
      crc.update(spoilt, 0, bytes.length - 4);
      ByteBuffer.wrap(spoilt).putInt(bytes.length - 4, (int) crc.getValue());
      try {
        Moments read = Moments.of(spoilt);
        for (int column = 1; column <= 3; column++) {
          assertThat(read.deviation(column)).isNotNegative();
        }
        LinearFit fit = LeastSquares.fit(read, read.columns().get(2));
        assertThat(fit.residualSumOfSquares()).isNotNegative();
        solved++;
      } catch (DataException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(solved).isPositive();
  }

  @Test
  void optionsAreChecked() {
    Moments moments = moments(List.of("x", "y"), row(0, 0), row(1, 2));
    assertThatThrownBy(() -> LeastSquares.fit(moments, "z"))
        .hasMessage("fit: there must be such a column (got 'z'; expected x, y)");
    assertThatThrownBy(() -> LeastSquares.of("y").withLevel(95))
        .hasMessage(
            "LeastSquares: a level must lie between 0 and 1 (got 95.0; expected 0.95 for instance)");
    assertThatThrownBy(() -> LeastSquares.of("y").withRidge(new BigDecimal("-1")))
        .hasMessage("LeastSquares: λ must not be below 0 (got -1; expected 0 for no penalty)");
    for (String lambda : List.of("1e309", "1e999999999", "1e-1101", "1e-999999999")) {
      assertThatThrownBy(() -> LeastSquares.of("y").withRidge(new BigDecimal(lambda)))
          .hasMessageContaining("ridge: λ must be one that float64 has room for (got 1E");
    }
    assertThat(LeastSquares.of("y").withRidge(new BigDecimal("0e999999999")).ridge()).isZero();
    assertThat(LeastSquares.of("y").withRidge(new BigDecimal("1e-1100")).fit(moments).rows())
        .isEqualTo(2);
    assertThatThrownBy(() -> LeastSquares.fit(Moments.of(List.of("x", "y"), false), "y"))
        .hasMessage("fit: there must be rows (got none; expected one at least)");
  }

  private static LinearFit scaled(int x, int y, boolean intercept) {
    Moments moments = Moments.of(List.of("a", "b", "y"), false);
    int[][] rows = {{1, 5, 3}, {2, 1, 4}, {4, 4, 1}, {6, 2, 9}, {3, 8, 6}};
    for (int[] row : rows) {
      moments.add(
          new BigDecimal[] {
            BigDecimal.valueOf(row[0]).scaleByPowerOfTen(x),
            BigDecimal.valueOf(row[1]).scaleByPowerOfTen(x),
            BigDecimal.valueOf(row[2]).scaleByPowerOfTen(y)
          });
    }
    return LeastSquares.of("y").withIntercept(intercept).fit(moments);
  }

  /** A unit of y adds its logarithm for each row; one that all columns have is no condition. */
  @ParameterizedTest
  @ValueSource(ints = {200, -200, 250, -250})
  void squaresThatFloat64HasNoRoomFor(int power) {
    LinearFit usual = scaled(0, 0, true);
    LinearFit fit = scaled(0, power, true);
    double moved = 5 * power * Math.log(10);
    assertThat(fit.logLikelihood()).isEqualTo(usual.logLikelihood() - moved, within(1e-9));
    assertThat(fit.aic()).isEqualTo(usual.aic() + 2 * moved, within(1e-9));
    assertThat(fit.bic()).isEqualTo(usual.bic() + 2 * moved, within(1e-9));
    assertThat(fit.f()).isEqualTo(usual.f(), within(1e-12));
    assertThat(fit.digits()).isEqualTo(15);
    double condition = scaled(0, 0, false).conditionNumber();
    assertThat(scaled(power, 0, false).conditionNumber()).isEqualTo(condition, within(1e-9));
    // beside the constant columns are as long as their unit, or it is as long to them
    assertThat(Math.log10(scaled(power, 0, true).conditionNumber()))
        .isBetween(Math.abs(power) - 1.0, Math.abs(power) + 3.0);
  }

  @Test
  void numbersThatFloat64HasNoRoomForHaveNoDigits() {
    LinearFit large = scaled(-200, 200, true);
    assertThat(large.coefficient("a").estimate()).isInfinite();
    assertThat(large.digits()).isZero();
    LinearFit small = scaled(200, -200, true);
    assertThat(small.coefficient("a").estimate()).isZero();
    assertThat(small.digits()).isZero();
    assertThat(scaled(160, -160, true).digits()).isZero(); // a subnormal number
    // 0 itself is no such number
    Moments moments = moments(List.of("x", "y"), row(-1, 1), row(0, 0), row(1, 1));
    LinearFit flat = LeastSquares.fit(moments, "y");
    assertThat(flat.coefficient("x").estimate()).isZero();
    assertThat(flat.coefficient("x").standardError()).isPositive();
    assertThat(flat.digits()).isEqualTo(15);
  }
}
