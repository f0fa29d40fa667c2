package io.kindling.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No float64 is nearer. */
final class RoundingTest {
  private static final BigInteger ONE = BigInteger.ONE;

  @Test
  void aQuotientIsTheNearestNumber() {
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      BigInteger numerator = new BigInteger(1 + random.nextInt(200), random);
      BigInteger denominator = new BigInteger(1 + random.nextInt(200), random).add(ONE);
      BigDecimal exact =
          new BigDecimal(numerator).divide(new BigDecimal(denominator), new MathContext(400));
      assertThat(Rounding.quotient(numerator, denominator, 0)).isEqualTo(parsed(exact));
      assertThat(Rounding.quotient(numerator.negate(), denominator, 0)).isEqualTo(-parsed(exact));
    }
  }

  /** By Java's own correctly rounded reading, since BigDecimal.doubleValue() was not always so. */
  private static double parsed(BigDecimal number) {
    return Double.parseDouble(number.toString());
  }

  @Test
  void ofTwoAsNearTheEvenOneIsTaken() {
    BigInteger half = ONE.shiftLeft(53).add(ONE); // 2^53 + 1
    assertThat(Rounding.quotient(half, ONE, 0)).isEqualTo(0x1p53);
    assertThat(Rounding.quotient(half.add(BigInteger.TWO), ONE, 0)).isEqualTo(0x1p53 + 4);
    assertThat(Rounding.quotient(half.shiftLeft(200).add(ONE), ONE, -200)).isEqualTo(0x1p53 + 2);
    assertThat(Rounding.quotient(half.shiftLeft(200).subtract(ONE), ONE, -200)).isEqualTo(0x1p53);
  }

  @Test
  void smallAndLargeOnesAreRoundedOnceToo() {
    BigInteger three = BigInteger.valueOf(3);
    assertThat(Rounding.quotient(ONE, three, -1073)).isEqualTo(Double.MIN_VALUE);
    assertThat(Rounding.quotient(ONE, ONE, -1075)).isZero();
    assertThat(Rounding.quotient(three, ONE, -1075)).isEqualTo(2 * Double.MIN_VALUE);
    assertThat(Rounding.quotient(ONE.shiftLeft(1000).add(ONE), ONE, -2075))
        .isEqualTo(Double.MIN_VALUE);
    assertThat(Rounding.quotient(ONE.shiftLeft(53).subtract(ONE), ONE, 971))
        .isEqualTo(Double.MAX_VALUE);
    assertThat(Rounding.quotient(BigInteger.ZERO, three, 5000)).isZero();
  }

  @Test
  void aRootIsTheNearestNumber() {
    Random random = new Random(2);
    for (int i = 0; i < 3000; i++) {
      double number = Math.scalb(1.0 + random.nextInt(1 << 30), random.nextInt(200) - 100);
      ExactSum square = new ExactSum();
      square.addProduct(number, number);
      BigInteger integer = square.integer();
      int exponent = square.exponent() / 2;
      assertThat(Rounding.root(integer, ONE, exponent)).isEqualTo(number);
      assertThat(Rounding.root(integer.shiftLeft(200).add(ONE), ONE, exponent - 100))
          .isEqualTo(number);
      double any = random.nextDouble();
      ExactSum sum = new ExactSum();
      sum.add(any);
      assertThat(Rounding.root(sum.integer(), ONE, sum.exponent() / 2)).isEqualTo(Math.sqrt(any));
    }
    assertThat(Rounding.root(BigInteger.TWO, BigInteger.valueOf(9), 1))
        .isEqualTo(
            new BigDecimal(8)
                .divide(new BigDecimal(9), MathContext.DECIMAL128)
                .sqrt(MathContext.DECIMAL128)
                .doubleValue());
  }
}
