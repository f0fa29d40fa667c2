package io.kindling.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Means and deviations are exact until they are rounded, whatever comes first. */
final class ColumnSumsTest {
  private static final MathContext DIGITS = new MathContext(100);

  private static List<double[]> rows(int count, DoubleSupplier... columns) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Arrays.stream(columns).mapToDouble(DoubleSupplier::getAsDouble).toArray());
    }
    return rows;
  }

  private static ColumnSums sums(List<double[]> rows) {
    ColumnSums sums = new ColumnSums(rows.get(0).length);
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    sums.addAll(values, rows.size());
    return sums;
  }

  private static void check(List<double[]> rows) {
    ColumnSums sums = sums(rows);
    BigDecimal n = BigDecimal.valueOf(rows.size());
    for (int column = 0; column < sums.columns(); column++) {
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal squares = BigDecimal.ZERO;
      for (double[] row : rows) {
        BigDecimal number = new BigDecimal(row[column]);
        sum = sum.add(number);
        squares = squares.add(number.multiply(number));
      }
      BigDecimal spread = squares.multiply(n).subtract(sum.multiply(sum));
      double deviation = Double.parseDouble(spread.sqrt(DIGITS).divide(n, DIGITS).toString());
      double mean = Double.parseDouble(sum.divide(n, DIGITS).toString());
      assertThat(sums.mean(column)).as("mean of column %d", column).isEqualTo(mean);
      assertThat(sums.deviation(column)).as("deviation of %d", column).isEqualTo(deviation);
    }
    assertThat(sums.rows()).isEqualTo(rows.size());
  }

  private static DoubleSupplier[] columns(Random random) {
    return new DoubleSupplier[] {
      random::nextGaussian,
      random::nextFloat,
      () -> random.nextInt(1000) / 10.0,
      () -> random.nextInt(2),
      () -> 1.7e12 + random.nextInt(),
      () -> Math.exp(5 * random.nextGaussian()),
      () -> Math.scalb(random.nextGaussian(), random.nextInt(2000) - 1000),
      () -> Double.MIN_VALUE * random.nextInt(100),
      () -> Double.MAX_VALUE * (random.nextInt(3) - 1),
      () -> -0.0,
      () -> random.nextInt(100) > 0 ? random.nextInt(9) : 0x1.fffffffffffffp-40,
    };
  }

  @Test
  void theyAreThoseOfExactArithmetic() {
    for (int count : new int[] {1, 2, 255, 256, 257, 3000, 4096, 4097}) {
      check(rows(count, columns(new Random(count))));
    }
  }

  @Test
  void manyColumnsAreAddedLikeFew() {
    Random random = new Random(3);
    DoubleSupplier[] columns = new DoubleSupplier[35];
    Arrays.fill(columns, (DoubleSupplier) random::nextGaussian);
    check(rows(500, columns));
  }

  @Test
  void lanesHoldTheLargestNumbersThatTheyAreMadeFor() {
    double largest = Math.nextDown(1.0);
    check(rows(4096, () -> largest, () -> -largest, () -> 1, () -> 1 + 0x1p-46 + 0x1p-47));
    Random random = new Random(4);
    check(rows(4096, () -> random.nextInt(4) > 0 ? largest : largest * 0x1p-18));
  }

  @Test
  void neitherOrderNorPartsNorWhereTheyWereAddedChangeAByte() {
    Random random = new Random(5);
    List<double[]> rows = new ArrayList<>(rows(700, columns(random)));
    byte[] expected = sums(rows).bytes();
    for (int round = 0; round < 50; round++) {
      Collections.shuffle(rows, random);
      ColumnSums joined = new ColumnSums(rows.get(0).length);
      for (int from = 0; from < rows.size(); ) {
        int to = Math.min(rows.size(), from + 1 + random.nextInt(300));
        ColumnSums part = sums(rows.subList(from, to));
        if (random.nextBoolean()) {
          joined.merge(ColumnSums.of(part.bytes()));
        } else {
          rows.subList(from, to).forEach(joined::add);
        }
        from = to;
      }
      assertThat(joined.bytes()).isEqualTo(expected);
    }
  }

  @Test
  void aNumberThatIsNotFiniteIsNamed() {
    ColumnSums sums = new ColumnSums(2);
    sums.add(1, 2);
    assertThatThrownBy(() -> sums.add(1, Double.NaN))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "ColumnSums: each number must be finite (got NaN in row 1, column 1; expected a finite"
                + " number such as 1.5; rows and columns count from 0)");
    double[] rows = {1, 2, 3, 4, Double.NEGATIVE_INFINITY, 6};
    assertThatThrownBy(() -> new ColumnSums(2).addAll(rows, 3))
        .hasMessageContaining("got -Infinity in row 2, column 0;");
  }

  @Test
  void otherBytesAreRefused() {
    ColumnSums sums = new ColumnSums(2);
    sums.add(1, 2);
    byte[] bytes = sums.bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ColumnSums.of(cut)).isInstanceOf(DataException.class);
    }
    assertThatThrownBy(() -> ColumnSums.of(Arrays.copyOf(bytes, bytes.length + 1)))
        .hasMessage(
            "ColumnSums: bytes must be those of sums (got 1 bytes behind them; expected what"
                + " bytes() gave)");
    Random random = new Random(6);
    for (int i = 0; i < 2000; i++) {
      byte[] spoilt = bytes.clone();
      spoilt[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(ColumnSums.of(spoilt).columns()).isEqualTo(2);
      } catch (DataException e) {
        assertThat(e).hasMessageStartingWith("ColumnSums: bytes must be those of sums");
      }
    }
  }

  @Test
  void onlySumsOfAsManyColumnsAreMerged() {
    assertThatThrownBy(() -> new ColumnSums(2).merge(new ColumnSums(3)))
        .hasMessage("ColumnSums: both must have the same columns (got 3 columns; expected 2)");
  }
}
