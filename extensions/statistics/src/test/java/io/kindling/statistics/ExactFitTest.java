package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits beside those by ratios, to the last bit. */
final class ExactFitTest {
  private static final int CASES = 2_000;

  /** What cells look like. */
  private enum Cells {
    /**
     * Few different whole numbers, of which many columns are combinations, and fits are perfect.
     */
    SMALL {
      @Override
      BigDecimal cell(Random random) {
        return BigDecimal.valueOf(random.nextInt(5) - 2);
      }
    },
    /** Decimals as people write them. */
    DECIMAL {
      @Override
      BigDecimal cell(Random random) {
        return BigDecimal.valueOf(random.nextInt(20_000) - 10_000, random.nextInt(6));
      }
    },
    /** Any doubles, most of which are tiny beside others. */
    BINARY {
      @Override
      BigDecimal cell(Random random) {
        return new BigDecimal(Math.scalb(random.nextGaussian(), random.nextInt(80) - 40));
      }
    },
    /** Nearly the same number, so that columns are nearly combinations. */
    NEAR {
      @Override
      BigDecimal cell(Random random) {
        return new BigDecimal("1").add(BigDecimal.valueOf(random.nextInt(100), 12));
      }
    },
    /** Whole numbers that take more bits than a double has, so that some fits lie between two. */
    LARGE {
      @Override
      BigDecimal cell(Random random) {
        return BigDecimal.valueOf((1L << 53) + random.nextInt(5));
      }
    };

    abstract BigDecimal cell(Random random);
  }

  @ParameterizedTest
  @EnumSource(Cells.class)
  void everyNumberIsTheNearest(Cells cells) {
    Random random = new Random(24);
    for (int i = 0; i < CASES; i++) {
      check(rows(cells, random), "case " + i);
    }
  }

  private static List<BigDecimal[]> rows(Cells cells, Random random) {
    int columns = 1 + random.nextInt(4);
    int count = 1 + random.nextInt(10);
    List<BigDecimal[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigDecimal[] row = new BigDecimal[columns + 1];
      row[0] = BigDecimal.ONE;
      for (int j = 1; j <= columns; j++) {
        row[j] = cells.cell(random);
      }
      rows.add(row);
    }
    return rows;
  }

  private static void check(List<BigDecimal[]> rows, String what) {
    RationalFit exact = new RationalFit(rows);
    int columns = rows.get(0).length - 1;
    List<String> names = new ArrayList<>();
    for (int i = 1; i < columns; i++) {
      names.add("x" + i);
    }
    names.add("y");
    Moments moments = Moments.of(names, false);
    for (BigDecimal[] row : rows) {
      moments.add(Arrays.copyOfRange(row, 1, columns + 1));
    }
    LinearFit fit = LeastSquares.fit(moments, "y");
    assertThat(fit.coefficients()).as(what).hasSize(exact.kept.size());
    Rational degrees = Rational.of(rows.size() - exact.kept.size());
    for (int i = 0; i < exact.kept.size(); i++) {
      LinearFit.Coefficient one = fit.coefficients().get(i);
      String name = exact.kept.get(i) == 0 ? LinearFit.INTERCEPT : "x" + exact.kept.get(i);
      assertThat(one.name()).as(what).isEqualTo(name);
      assertThat(exact.estimates[i].isNearest(one.estimate()))
          .as("%s: %s %s", what, one, exact.estimates[i])
          .isTrue();
      if (degrees.compareTo(Rational.ZERO) > 0) {
        Rational variance = exact.left.times(exact.variances[i]).over(degrees);
        assertThat(variance.isRootNearest(one.standardError()))
            .as("%s: %s √%s", what, one, variance)
            .isTrue();
      } else {
        assertThat(one.standardError()).isNaN();
      }
    }
  }
}
