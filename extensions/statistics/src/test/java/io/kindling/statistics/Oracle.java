package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Sums by BigDecimal, row by row. */
final class Oracle {
  private final List<BigDecimal[]> rows = new ArrayList<>();
  private final List<BigDecimal> weights = new ArrayList<>();

  void add(BigDecimal[] row, BigDecimal weight) {
    BigDecimal[] wide = new BigDecimal[row.length + 1];
    wide[0] = BigDecimal.ONE;
    System.arraycopy(row, 0, wide, 1, row.length);
    rows.add(wide);
    weights.add(weight);
  }

  void add(double[] row, double weight) {
    BigDecimal[] exact = new BigDecimal[row.length];
    for (int i = 0; i < row.length; i++) {
      exact[i] = new BigDecimal(row[i]);
    }
    add(exact, new BigDecimal(weight));
  }

  void check(Moments moments) {
    assertThat(moments.rows())
        .isEqualTo(weights.stream().filter(weight -> weight.signum() > 0).count());
    int size = moments.columns().size() + 1;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int row = 0; row < rows.size(); row++) {
          BigDecimal[] numbers = rows.get(row);
          sum = sum.add(weights.get(row).multiply(numbers[i]).multiply(numbers[j]));
        }
        assertThat(moments.sum(i, j)).as("sum %d, %d", i, j).isEqualByComparingTo(sum);
      }
    }
  }
}
