package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sums are exact, whatever goes in, and in whatever order. */
final class MomentsTest {
  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
  }

  /** Columns of all kinds that there are. */
  private static DoubleSupplier[] kinds(Random random) {
    return new DoubleSupplier[] {
      random::nextGaussian,
      () -> (float) random.nextGaussian(),
      () -> random.nextInt(100) - 50,
      () -> 0,
      () -> Math.exp(4 * random.nextGaussian()),
      () -> 1e200 * random.nextDouble(),
      () -> Math.nextDown(1.0),
      () -> random.nextBoolean() ? -0.0 : 1 + 0x1p-52,
      () -> Math.scalb(random.nextGaussian(), random.nextInt(300) - 150),
    };
  }

  private static DoubleSupplier[] farApart(Random random) {
    return new DoubleSupplier[] {
      () -> Math.scalb(random.nextGaussian(), random.nextInt(1900) - 950),
      () -> Double.MIN_VALUE * random.nextInt(9),
      () -> random.nextBoolean() ? Double.MAX_VALUE : -Double.MAX_VALUE,
      random::nextGaussian,
    };
  }

  private static double[] rows(DoubleSupplier[] kinds, int count) {
    double[] rows = new double[count * kinds.length];
    Arrays.setAll(rows, i -> kinds[i % kinds.length].getAsDouble());
    return rows;
  }

  private static double[] row(double[] rows, int width, int i) {
    return Arrays.copyOfRange(rows, i * width, (i + 1) * width);
  }

  @Test
  void theyAreThoseOfBigDecimal() {
    for (int count : new int[] {1, 2, 15, 17, 511, 512, 513, 1100}) {
      Random random = new Random(count);
      check(rows(kinds(random), count), kinds(random).length, count);
    }
    Random random = new Random(7);
    check(rows(farApart(random), 60), 4, 60);
  }

  private static void check(double[] rows, int width, int count) {
    Random random = new Random(count);
    Moments all = Moments.of(names(width), false);
    Moments weighted = Moments.of(names(width), true);
    Moments one = Moments.of(names(width), true);
    double[] weights = new double[count];
    Arrays.setAll(
        weights, i -> i % 5 == 0 ? 0 : i % 2 == 0 ? random.nextInt(9) : random.nextDouble());
    Oracle plain = new Oracle();
    Oracle heavy = new Oracle();
    for (int i = 0; i < count; i++) {
      plain.add(row(rows, width, i), 1);
      heavy.add(row(rows, width, i), weights[i]);
      one.add(row(rows, width, i), weights[i]);
    }
    all.addAll(rows, count);
    weighted.addAll(rows, weights, count);
    plain.check(all);
    heavy.check(weighted);
    assertThat(one.bytes()).isEqualTo(weighted.bytes());
  }

  @Test
  void slicesHoldTheLargestSumsThatTheyAreMadeFor() {
    double largest = Math.nextDown(1.0);
    double odd = 1 - 0x1p-22; // in the first slice's unit the largest integer that is odd
    double[] rows = new double[1100 * 3];
    Arrays.setAll(rows, i -> i % 3 == 0 ? largest : i % 3 == 1 ? -odd : i == 2 ? 0x1p-40 : odd);
    check(rows, 3, 1100);
  }

  @Test
  void slicesOfNumbersInTwoPartsHoldTheLargestSumsToo() {
    // both parts are as large as can be in the second slice, and odd together
    BigDecimal number =
        BigDecimal.valueOf((1L << 63) - (1L << 43) + (1L << 41) + (1L << 32) - (1L << 19));
    Moments moments = Moments.of(List.of("x"), false);
    for (int i = 0; i < 511; i++) {
      moments.add(new BigDecimal[] {number});
    }
    assertThat(moments.sum(1, 1))
        .isEqualByComparingTo(number.multiply(number).multiply(BigDecimal.valueOf(511)));
  }

  @Test
  void wideTablesAreAddedInBlocks() {
    int width = 210;
    Random random = new Random(8);
    double[] rows = new double[20 * width];
    Arrays.setAll(rows, i -> i % 7 == 0 ? random.nextGaussian() : random.nextFloat());
    Moments moments = Moments.of(names(width), false);
    moments.addAll(rows, 20);
    Oracle oracle = new Oracle();
    for (int i = 0; i < 20; i++) {
      oracle.add(row(rows, width, i), 1);
    }
    oracle.check(moments);
    Moments weighted = Moments.of(names(width), true);
    double[] weights = new double[20];
    Arrays.fill(weights, 0.1);
    weighted.addAll(rows, weights, 20);
    BigDecimal tenth = new BigDecimal(weights[0]);
    for (int j = 0; j <= width; j++) {
      assertThat(weighted.sum(j / 2, j))
          .isEqualByComparingTo(moments.sum(j / 2, j).multiply(tenth));
    }
  }

  @Test
  void floatsAreTheNumbersThatTheyAre() {
    Random random = new Random(9);
    float[] rows = new float[3000];
    double[] wide = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
      wide[i] = rows[i];
    }
    Moments moments = Moments.of(names(3), true);
    moments.addAll(rows, 1000);
    Moments same = Moments.of(names(3), true);
    same.addAll(wide, 1000);
    assertThat(moments.bytes()).isEqualTo(same.bytes());
  }

  @Test
  void decimalsAreWhatIsWritten() {
    Moments moments = Moments.of(List.of("x"), false);
    for (int i = 0; i < 1000; i++) {
      moments.add(new BigDecimal[] {new BigDecimal("0.1")});
    }
    assertThat(moments.sum(0, 1)).isEqualTo(new BigDecimal("1E+2"));
    assertThat(moments.sum(1, 1)).isEqualTo(new BigDecimal("1E+1"));
    assertThat(moments.sum(0, 0)).isEqualTo(new BigDecimal("1E+3"));
  }

  @Test
  void decimalsOfAllLengthsAndBinaryNumbersMix() {
    Random random = new Random(10);
    String[] texts = {
      "0",
      "0.1",
      "-12.50",
      "1e5",
      "1e-30",
      "123456789012345678",
      "0.03807590643342410180",
      "1e25",
      "-7",
      "9007199254740993",
      "0.333333333333333333333333333333",
      "1e300",
      "-1e-300"
    };
    for (boolean weighted : new boolean[] {false, true}) {
      Moments moments = Moments.of(names(3), weighted);
      Oracle oracle = new Oracle();
      for (int i = 0; i < 1500; i++) {
        int most = i < 700 ? 3 : i < 1200 ? 9 : texts.length;
        BigDecimal weight = weighted ? new BigDecimal(texts[random.nextInt(2)]) : BigDecimal.ONE;
        if (random.nextInt(5) == 0) {
          double[] row = {random.nextGaussian(), random.nextInt(9), 0.5};
          oracle.add(row, weight.doubleValue());
          if (weighted) {
            moments.add(row, weight.doubleValue());
          } else {
            moments.add(row);
          }
          continue;
        }
        BigDecimal[] row = new BigDecimal[3];
        Arrays.setAll(row, k -> new BigDecimal(texts[random.nextInt(most)]));
        oracle.add(row, weight);
        if (weighted) {
          moments.add(row, weight);
        } else {
          moments.add(row);
        }
      }
      oracle.check(moments);
    }
  }

  @Test
  void subnormalNumbersByThemselvesAreExact() {
    double[] rows = new double[40];
    Arrays.setAll(rows, i -> Double.MIN_VALUE * (i % 7));
    check(rows, 1, 40);
  }

  @Test
  void aRowThatHasNoRoomInSlicesIsNotForgotten() {
    Moments moments = Moments.of(List.of("x"), false);
    BigDecimal number = new BigDecimal("0.1234567890123456789012345678901234567891");
    moments.add(new BigDecimal[] {number});
    assertThat(moments.sum(0, 1)).isEqualTo(number);
    assertThat(moments.sum(0, 0)).isEqualTo(BigDecimal.ONE);
  }

  @Test
  void longDecimalsHaveRoomBesideBinaryNumbers() {
    RowBlock block = new RowBlock(2, false);
    block.add(new double[100], 0, null, 100);
    block.clear();
    BigDecimal number = new BigDecimal("0.1234567890123456789012345678901234567891");
    for (int i = 0; i < 40; i++) {
      block.put(1, 0.5);
      block.end();
      block.put(1, number);
      block.end();
    }
    ProductSums sums = new ProductSums(2);
    BlockSums.add(block, sums);
    BigDecimal pair = number.add(new BigDecimal("0.5"));
    assertThat(sums.get(0, 1).decimal())
        .isEqualByComparingTo(pair.multiply(BigDecimal.valueOf(40)));
  }

  @Test
  void aBlockThatHadBinaryNumbersTakesDecimals() {
    Moments moments = Moments.of(List.of("x"), false);
    moments.addAll(new double[100], 100);
    for (int i = 0; i < 100; i++) {
      moments.add(new double[] {1});
    }
    BigDecimal number = new BigDecimal("0.1234567890123456789012345678901234567891");
    for (int i = 0; i < 50; i++) {
      moments.add(new BigDecimal[] {new BigDecimal("0.1")});
      moments.add(new BigDecimal[] {number});
    }
    assertThat(moments.sum(0, 1))
        .isEqualByComparingTo(number.multiply(BigDecimal.valueOf(50)).add(new BigDecimal("105")));
  }

  @Test
  void ordersSplitsMergesAndRemovalsGiveOneHash() throws NoSuchAlgorithmException {
    Random random = new Random(11);
    List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    DoubleSupplier[] kinds = kinds(random);
    double[] rows = rows(kinds, 60);
    Moments plain = Moments.of(names(kinds.length), false);
    plain.addAll(rows, 40);
    Set<String> hashes = new HashSet<>(Set.of(hash(plain)));
    for (int round = 0; round < 1000; round++) {
      Collections.shuffle(order, random);
      Moments joined = Moments.of(names(kinds.length), false);
      Moments others = Moments.of(names(kinds.length), false);
      for (int i = 40; i < 40 + round % 20; i++) {
        joined.add(row(rows, kinds.length, i));
        others.add(row(rows, kinds.length, i));
      }
      for (int from = 0; from < order.size(); ) {
        int to = Math.min(order.size(), from + 1 + random.nextInt(30));
        Moments part = Moments.of(names(kinds.length), false);
        for (int i = from; i < to; i++) {
          part.add(row(rows, kinds.length, order.get(i)));
        }
        joined.merge(random.nextBoolean() ? part : Moments.of(part.bytes()));
        from = to;
      }
      joined.remove(others);
      hashes.add(hash(joined));
    }
    assertThat(hashes).hasSize(1);
  }

  private static String hash(Moments moments) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(moments.bytes()));
  }

  @Test
  void decimalsThatAreTakenAwayLeaveNoTrace() {
    Moments moments = Moments.of(List.of("x"), false);
    moments.add(new double[] {3});
    byte[] before = moments.bytes();
    Moments gone = Moments.of(List.of("x"), false);
    gone.add(new BigDecimal[] {new BigDecimal("0.123456789")});
    gone.add(new double[] {Double.MIN_VALUE});
    moments.merge(gone);
    assertThat(moments.bytes()).isNotEqualTo(before);
    moments.remove(gone);
    assertThat(moments.bytes()).isEqualTo(before);
  }

  @Test
  void whatIsNotFiniteIsNamedAndNothingIsAdded() {
    Moments moments = Moments.of(List.of("x", "y"), true);
    moments.add(new double[] {1, 2}, 3);
    byte[] before = moments.bytes();
    assertThatThrownBy(() -> moments.addAll(new double[] {1, 2, 3, Double.NaN}, 2))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Moments: each number must be finite (got NaN in row 3, column 'y'; expected a finite"
                + " number such as 1.5)");
    assertThatThrownBy(() -> moments.add(new double[] {Double.NEGATIVE_INFINITY, 0}))
        .hasMessageContaining("got -Infinity in row 2, column 'x';");
    assertThatThrownBy(() -> moments.addAll(new float[] {1, Float.POSITIVE_INFINITY}, 1))
        .hasMessageContaining("got Infinity in row 2, column 'y';");
    assertThatThrownBy(() -> moments.add(new double[] {1, 2}, -1))
        .hasMessage(
            "Moments: each weight must be a finite number, 0 or above (got -1.0 in row 2; expected"
                + " one such as 1.5)");
    assertThatThrownBy(
            () -> moments.addAll(new double[] {1, 2}, new double[] {Double.POSITIVE_INFINITY}, 1))
        .hasMessageContaining("got Infinity in row 2;");
    assertThatThrownBy(
            () -> moments.add(new BigDecimal[] {BigDecimal.ONE, new BigDecimal("1e400")}))
        .hasMessageStartingWith("Moments: each number must be one that float64 has room for");
    assertThat(moments.bytes()).isEqualTo(before);
  }

  @Test
  void rowsOfWeightZeroAreNone() {
    Moments one = Moments.of(List.of("x"), true);
    one.add(new double[] {1}, 2);
    byte[] bytes = one.bytes();
    one.add(new double[] {5}, 0);
    one.add(new BigDecimal[] {BigDecimal.TEN}, BigDecimal.ZERO);
    one.addAll(new double[] {7, 8}, new double[] {0, 0}, 2);
    assertThat(one.rows()).isEqualTo(1);
    assertThat(one.bytes()).isEqualTo(bytes);
    assertThatThrownBy(() -> one.add(new double[] {Double.NaN}, 0))
        .hasMessageContaining("each number must be finite");
    assertThatThrownBy(() -> one.add(new BigDecimal[] {BigDecimal.ONE}, new BigDecimal("-1e-500")))
        .hasMessageContaining("each weight must be a finite number, 0 or above");
    assertThatThrownBy(() -> one.addAll(new double[] {1, 2}, new double[] {1}, 2))
        .hasMessage(
            "Moments: each row must have a weight (got 1 weights for 2 rows; expected one a row)");
    assertThatThrownBy(() -> one.addAll(new double[] {1, 2}, new double[] {1}, -1))
        .hasMessageContaining("(got 2 numbers for -1 rows;");
  }

  @Test
  void rowsThatWereNeverAddedAreNotTakenAway() {
    Moments all = Moments.of(List.of("x", "y"), false);
    all.addAll(new double[] {1, 2, 2, 3, 4, 4, 7, 5}, 4);
    byte[] bytes = all.bytes();
    Moments others = Moments.of(List.of("x", "y"), false);
    others.addAll(new double[] {100, 2, 200, 3}, 2);
    assertThatThrownBy(() -> all.remove(others))
        .hasMessage(
            "Moments: rows must have been added before they are taken away (got a variance below 0"
                + " of column 'x'; expected sums of rows that are among the others)");
    assertThat(all.bytes()).isEqualTo(bytes);
    others.addAll(new double[] {1, 2, 2, 3}, 2);
    assertThatThrownBy(() -> all.remove(others))
        .hasMessageContaining("(got 0 rows, and sums that are not 0;");
    assertThat(all.bytes()).isEqualTo(bytes);
    all.remove(Moments.of(bytes));
    assertThat(all.rows()).isZero();
    assertThat(all.bytes()).isEqualTo(Moments.of(List.of("x", "y"), false).bytes());
  }

  @Test
  void columnsHaveNamesOfTheirOwn() {
    assertThatThrownBy(() -> Moments.of(List.of("x", "y", "x"), false))
        .hasMessageContaining("no two columns may have one name (got 'x' twice;");
    assertThatThrownBy(() -> Moments.of(List.of("x\ud800"), false))
        .hasMessageContaining("a name must be text");
    Moments one = Moments.of(List.of("x"), false);
    assertThatThrownBy(() -> one.sum(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> one.mean(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> one.deviation(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void arraysMayHaveRoomForMoreRows() {
    Moments one = Moments.of(List.of("x", "y"), false);
    one.addAll(new double[] {1, 2, 8, 9}, 1);
    one.addAll(new float[] {3, 4, 8, 9, 8, 9}, 2);
    Moments same = Moments.of(List.of("x", "y"), false);
    same.add(new double[] {1, 2});
    same.add(new double[] {3, 4});
    same.add(new double[] {8, 9});
    assertThat(one.bytes()).isEqualTo(same.bytes());
    assertThatThrownBy(() -> one.addAll(new double[] {1, 2, 3}, 2))
        .hasMessageContaining("(got 3 numbers for 2 rows; expected 2 a row)");
  }

  @Test
  void onlySumsOfTheSameColumnsAreJoined() {
    Moments moments = Moments.of(List.of("x", "y"), false);
    assertThatThrownBy(() -> moments.merge(Moments.of(List.of("x", "z"), true)))
        .hasMessage(
            "Moments: both must have the same columns (got 'x', 'z', with weights; expected 'x',"
                + " 'y', without weights)");
    Moments more = Moments.of(List.of("x", "y"), false);
    more.add(new double[] {1, 2});
    assertThatThrownBy(() -> moments.remove(more))
        .hasMessage(
            "Moments: rows must have been added before they are taken away (got 1 rows of 0;"
                + " expected sums of rows that are among the others)");
    assertThatThrownBy(() -> moments.add(new double[] {1, 2}, 1))
        .hasMessageStartingWith("Moments: rows may have weights only in sums of weighted rows");
    assertThatThrownBy(() -> moments.add(new double[] {1}))
        .hasMessage(
            "Moments: each row must have a number for each column (got 1 numbers for 1 row;"
                + " expected 2 a row)");
  }

  @Test
  void moreColumnsThanMemoryHasRoomForAreRefusedBeforehand() {
    assertThatThrownBy(() -> Moments.of(names(60_000), false))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Moments: the sums of all pairs of columns must fit into memory (got 60000 columns, of"
                + " which they take 164803 MB; expected at most ");
  }
}
