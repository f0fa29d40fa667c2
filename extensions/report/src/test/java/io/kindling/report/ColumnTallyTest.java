package io.kindling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ColumnTallyTest {
  private static Distribution.Numbers numbers(double... cells) {
    return (Distribution.Numbers) Reports.numbers("x", cells).distribution();
  }

  @Test
  void wholeNumbersHaveABinEach() {
    assertThat(numbers(1, 2, 2, 5))
        .isEqualTo(new Distribution.Numbers(1, 2.5, 5, 1, 1, List.of(1L, 2L, 0L, 0L, 1L), false));
  }

  @Test
  void oneNumberIsOneBin() {
    assertThat(numbers(0.5, 0.5, 0.5))
        .isEqualTo(new Distribution.Numbers(0.5, 0.5, 0.5, 0.5, 0, List.of(3L), false));
  }

  @Test
  void theBinsHoldAllNumbersWhateverTheirOrder() {
    for (double scale : new double[] {1e-300, 1e-5, 1, 1e12, 1e300}) {
      Random random = new Random(7);
      List<Double> cells =
          DoubleStream.generate(() -> random.nextGaussian() * scale)
              .limit(1000)
              .boxed()
              .collect(Collectors.toList());
      Distribution.Numbers one = numbers(cells.stream().mapToDouble(x -> x).toArray());
      Collections.shuffle(cells, random);
      Distribution.Numbers other = numbers(cells.stream().mapToDouble(x -> x).toArray());
      assertThat(other.bins()).isEqualTo(one.bins()).hasSizeBetween(16, 32);
      assertThat(one.bins().stream().mapToLong(x -> x).sum()).isEqualTo(1000);
      assertThat(one.low()).isEqualTo(other.low()).isLessThanOrEqualTo(one.least());
      assertThat(one.low() + one.bins().size() * one.width()).isGreaterThan(one.greatest());
      for (int i = 0; i < one.bins().size(); i++) {
        double from = one.low() + i * one.width();
        assertThat(one.bins().get(i))
            .isEqualTo(cells.stream().filter(x -> x >= from && x < from + one.width()).count());
      }
    }
  }

  @Test
  void numbersAsFarApartAsCanBeAreCounted() {
    assertThat(numbers(-Double.MAX_VALUE, 0, Double.MAX_VALUE).bins())
        .contains(1L)
        .hasSizeLessThan(33);
    for (double number : new double[] {0, 1e-310, 1, 1e15, 1e300}) {
      assertThat(numbers(number, Math.nextUp(number)).bins().stream().mapToLong(x -> x).sum())
          .isEqualTo(2);
    }
  }

  @Test
  void theMostFrequentTextsComeFirst() {
    ColumnTally tally = new ColumnTally("x", "target");
    IntStream.range(0, 5000).forEach(i -> tally.add("rare " + i));
    Arrays.asList("b", "a", "b", "a", "c").forEach(tally::add);
    tally.add(1.5);
    tally.addMissing();
    ColumnSummary summary = tally.summary();
    Distribution.Labels labels = (Distribution.Labels) summary.distribution();
    assertThat(summary.missing()).isEqualTo(1);
    assertThat(labels.kinds()).isGreaterThanOrEqualTo(1000);
    assertThat(labels.others() + labels.most().stream().mapToLong(Distribution.Label::cells).sum())
        .isEqualTo(5006);
  }

  @Test
  void whatIsNotFiniteIsMissing() {
    assertThat(Reports.numbers("x", 1, Double.NaN, Double.POSITIVE_INFINITY).missing())
        .isEqualTo(2);
  }
}
