package io.kindling.statistics.equations;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Inner products by digits are those of whole numbers. */
final class DigitRowTest {
  private static BigInteger product(BigInteger[] a, BigInteger[] b, int from, int to) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = from; i < to; i++) {
      sum = sum.add(a[i].multiply(b[i]));
    }
    return sum;
  }

  private static DigitRow row(BigInteger[] numbers) {
    DigitRow row = new DigitRow(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      row.put(i, numbers[i]);
    }
    return row;
  }

  @Test
  void numbersOfAllSizesAndSignsAreMultiplied() {
    Random random = new Random(1);
    for (int round = 0; round < 100; round++) {
      BigInteger[] a = new BigInteger[60];
      BigInteger[] b = new BigInteger[60];
      for (int i = 0; i < a.length; i++) {
        a[i] = new BigInteger(random.nextInt(3 * round + 2), random);
        b[i] = new BigInteger(random.nextInt(200), random);
        a[i] = random.nextBoolean() ? a[i] : a[i].negate();
        b[i] = random.nextBoolean() ? b[i] : b[i].negate();
      }
      assertThat(row(a).times(row(b), 0, 60)).isEqualTo(product(a, b, 0, 60));
      assertThat(row(b).times(row(a), 7, 50)).isEqualTo(product(a, b, 7, 50));
    }
  }

  @Test
  void asManyOfTheLargestDigitsAsThereMayBeHaveRoom() {
    BigInteger[] a = new BigInteger[5000];
    BigInteger[] b = new BigInteger[5000];
    for (int i = 0; i < a.length; i++) {
      a[i] = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.ONE);
      b[i] = a[i].negate();
    }
    assertThat(row(a).times(row(b), 0, a.length)).isEqualTo(product(a, b, 0, a.length));
    assertThat(row(a).times(row(a), 0, 0)).isZero();
  }

  @Test
  void aMatrixHasTheSameInverseByDigits() {
    int size = 60;
    Random random = new Random(2);
    double[][] columns = new double[size + 1][];
    for (int i = 0; i <= size; i++) {
      double scale = Math.scalb(1.0, random.nextInt(40));
      columns[i] = random.doubles(100).map(x -> x * scale).toArray();
    }
    WholeSums sums =
        WholeSums.of(
            size + 1,
            (i, j) -> {
              BigDecimal sum = BigDecimal.ZERO;
              for (int row = 0; row < 100; row++) {
                BigDecimal one = new BigDecimal(columns[i][row]);
                sum = sum.add(one.multiply(new BigDecimal(columns[j][row])));
              }
              return sum;
            });
    for (int bits : new int[] {128, 256}) {
      FixedCholesky plain = Objects.requireNonNull(FixedCholesky.of(sums, size, bits, false));
      FixedCholesky digits = Objects.requireNonNull(FixedCholesky.of(sums, size, bits, true));
      for (int i = 0; i < size; i++) {
        assertThat(digits.inverse(i)).isEqualTo(plain.inverse(i));
      }
      assertThat(digits.inverse()).isDeepEqualTo(plain.inverse());
    }
  }
}
