package io.kindling.statistics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Least squares by Gauss and Jordan over ratios, as a schoolbook has it. */
final class RationalFit {
  final List<Integer> kept = new ArrayList<>();
  Rational[] estimates;
  Rational[] variances; // but for the residual variance
  Rational left = Rational.ZERO;

  /**
   * Fits.
   *
   * @param rows the columns that explain, then the target
   */
  RationalFit(List<BigDecimal[]> rows) {
    int columns = rows.get(0).length - 1;
    for (int i = 0; i < columns; i++) {
      kept.add(i);
      if (inverse(rows) == null) {
        kept.remove(kept.size() - 1);
      }
    }
    Rational[][] inverse = Objects.requireNonNull(inverse(rows));
    estimates = new Rational[kept.size()];
    variances = new Rational[kept.size()];
    for (int i = 0; i < kept.size(); i++) {
      estimates[i] = Rational.ZERO;
      for (int j = 0; j < kept.size(); j++) {
        Rational product = sum(rows, kept.get(j), columns);
        estimates[i] = estimates[i].plus(inverse[i][j].times(product));
      }
      variances[i] = inverse[i][i];
    }
    for (BigDecimal[] row : rows) {
      Rational rest = Rational.of(row[columns]);
      for (int i = 0; i < kept.size(); i++) {
        rest = rest.minus(estimates[i].times(Rational.of(row[kept.get(i)])));
      }
      left = left.plus(rest.times(rest));
    }
  }

  private static Rational sum(List<BigDecimal[]> rows, int i, int j) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal[] row : rows) {
      sum = sum.add(row[i].multiply(row[j]));
    }
    return Rational.of(sum);
  }

  /** The inverse of the kept columns' sums of products; null if there is none. */
  private Rational @Nullable [][] inverse(List<BigDecimal[]> rows) {
    int size = kept.size();
    Rational[][] both = new Rational[size][2 * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        both[i][j] = sum(rows, kept.get(i), kept.get(j));
        both[i][size + j] = Rational.of(i == j ? 1 : 0);
      }
    }
    for (int k = 0; k < size; k++) {
      Rational pivot = both[k][k];
      if (pivot.equals(Rational.ZERO)) {
        return null;
      }
      for (int j = 0; j < 2 * size; j++) {
        both[k][j] = both[k][j].over(pivot);
      }
      for (int i = 0; i < size; i++) {
        Rational factor = both[i][k];
        for (int j = 0; i != k && j < 2 * size; j++) {
          both[i][j] = both[i][j].minus(factor.times(both[k][j]));
        }
      }
    }
    Rational[][] inverse = new Rational[size][];
    for (int i = 0; i < size; i++) {
      inverse[i] = Arrays.copyOfRange(both[i], size, 2 * size);
    }
    return inverse;
  }
}
