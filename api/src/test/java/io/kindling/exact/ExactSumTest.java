package io.kindling.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A sum is what BigDecimal says it is. */
final class ExactSumTest {
  private static BigDecimal value(ExactSum sum) {
    return power(sum.exponent()).multiply(new BigDecimal(sum.integer()));
  }

  private static BigDecimal power(int exponent) {
    BigDecimal two = BigDecimal.valueOf(2);
    return exponent >= 0 ? two.pow(exponent) : BigDecimal.ONE.divide(two.pow(-exponent));
  }

  private static double any(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(9) - 4;
      case 1 -> random.nextGaussian();
      case 2 -> Math.scalb(random.nextGaussian(), random.nextInt(2000) - 1000);
      case 3 -> Double.MIN_VALUE * random.nextInt(9);
      case 4 -> random.nextBoolean() ? Double.MAX_VALUE : -Double.MAX_VALUE;
      default -> random.nextBoolean() ? 0.0 : -0.0;
    };
  }

  @Test
  void numbersAndProductsOfAnySizeAddUpExactly() {
    Random random = new Random(1);
    for (int round = 0; round < 100; round++) {
      ExactSum sum = new ExactSum();
      BigDecimal expected = BigDecimal.ZERO;
      for (int i = 0; i < 20; i++) {
        double a = any(random);
        double b = any(random);
        sum.add(a);
        sum.addProduct(a, b);
        expected = expected.add(new BigDecimal(a));
        expected = expected.add(new BigDecimal(a).multiply(new BigDecimal(b)));
        assertThat(value(sum)).isEqualByComparingTo(expected);
      }
    }
  }

  @Test
  void integersInAnyUnitAddUpExactly() {
    Random random = new Random(2);
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < 2000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      BigInteger large = new BigInteger(300, random).subtract(BigInteger.TWO.pow(299));
      int exponent = random.nextInt(400) - 200;
      sum.add(number, exponent);
      sum.add(large, -exponent);
      expected = expected.add(power(exponent).multiply(BigDecimal.valueOf(number)));
      expected = expected.add(power(-exponent).multiply(new BigDecimal(large)));
    }
    assertThat(value(sum)).isEqualByComparingTo(expected);
  }

  @Test
  void carriesAndBorrowsGoAsFarAsTheyMust() {
    ExactSum sum = new ExactSum();
    sum.add(1, 300);
    sum.add(-1, -300);
    assertThat(value(sum)).isEqualByComparingTo(power(300).subtract(power(-300)));
    sum.add(1, -300);
    assertThat(value(sum)).isEqualByComparingTo(power(300));
    sum.add(-1, 300);
    assertThat(sum.integer()).isZero();
    sum.add(Long.MIN_VALUE, 0);
    sum.add(Long.MIN_VALUE, 63);
    assertThat(value(sum)).isEqualByComparingTo(power(63).add(power(126)).negate());
  }

  @Test
  void manyOfTheLargestHaveRoom() {
    for (int exponent : new int[] {63, 127}) {
      ExactSum sum = new ExactSum();
      sum.add(1, 0);
      for (int i = 0; i < 1000; i++) {
        sum.add(Long.MAX_VALUE, exponent);
      }
      BigDecimal one = power(exponent).multiply(BigDecimal.valueOf(Long.MAX_VALUE));
      BigDecimal all = one.multiply(BigDecimal.valueOf(1000)).add(BigDecimal.ONE);
      assertThat(value(sum)).isEqualByComparingTo(all);
    }
  }

  @Test
  void whatIsAddedCanBeTakenAway() {
    ExactSum one = new ExactSum();
    one.add(Math.PI);
    ExactSum other = new ExactSum();
    other.add(-1e300);
    other.addProduct(1e-200, 1e-100);
    one.add(other);
    one.subtract(other);
    assertThat(value(one)).isEqualByComparingTo(new BigDecimal(Math.PI));
  }

  @Test
  void nothingIsZero() {
    assertThat(new ExactSum().integer()).isZero();
  }
}
