package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in cells, against Java's own parser. */
final class DecimalsTest {
  private static final int ROUNDS = 20_000;

  private static float parse(String cell) {
    char[] text = ("9" + cell + "9").toCharArray();
    return Decimals.parse(text, 1, cell.length());
  }

  private static void same(String cell) {
    assertThat(Float.floatToRawIntBits(parse(cell)))
        .as(cell)
        .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(cell)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.000",
        "1",
        "-1.5",
        "+2",
        "1.",
        ".5",
        "-.5",
        "1e3",
        "-1.5E-3",
        "007",
        "3.4028235e38",
        "1.4e-45",
        "1e-46",
        "0.00000000000000000000000000000000000000000001",
        "16777217",
        "16777219",
        "33554434.000000001",
        "9007199254740993",
        "123456789012345678",
        "1234567890123456789",
        "0.1234567890123456789",
        "99999999999999999999999999999999999999",
        "1e22",
        "1e23",
        "340282346638528859811704183484516925440",
        " 1.5\t",
        "1.17549435e-38",
        "0.000000000000000000000000000000000000011754943"
      })
  void areThoseOfJava(String cell) {
    same(cell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        ".",
        "1.5f",
        "2d",
        "NaN",
        "Infinity",
        "0x1p3",
        "1,5",
        "1 5",
        "1.2.3",
        "e5",
        "1e",
        "--1",
        "1e+",
        "x"
      })
  void textIsNone(String cell) {
    assertThat(parse(cell)).isNaN();
  }

  @Test
  void whatNoFloatHoldsIsInfinite() {
    assertThat(parse("3.5e38")).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(parse("-400000000000000000000000000000000000000"))
        .isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void anyFloatAndTheMiddlesBetweenThemAreRoundedAsJavaRoundsThem() {
    Random random = new Random(7);
    for (int i = 0; i < ROUNDS; i++) {
      float number = Float.intBitsToFloat(random.nextInt());
      if (!Float.isFinite(number)) {
        continue;
      }
      same(Float.toString(number));
      same(String.format(Locale.ROOT, "%." + random.nextInt(12) + "f", random.nextGaussian()));
      float near = random.nextInt(1 << 25) / 1024f;
      BigDecimal middle =
          new BigDecimal(near).add(new BigDecimal(Math.nextUp(near))).divide(BigDecimal.valueOf(2));
      same(middle.toPlainString());
      same(middle.add(new BigDecimal("1e-13")).toPlainString());
      same(middle.subtract(new BigDecimal("1e-17")).toPlainString());
    }
  }
}
