package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in cells, against Java's own parser. */
final class DecimalsTest {
  private static final int ROUNDS = 20_000;

  private static double parse(String cell) {
    char[] text = ("9" + cell + "9").toCharArray();
    double number = Decimals.parse(text, 1, cell.length());
    int before = Math.floorMod(cell.hashCode(), 20);
    sameFrom(number, before, cell, '.');
    if (cell.indexOf(',') < 0) {
      sameFrom(number, before, cell.replace('.', ','), ',');
    }
    return number;
  }

  /** The same wherever it stands, and with a comma. */
  private static void sameFrom(double number, int before, String cell, char decimal) {
    byte[] bytes = ("9".repeat(before) + cell + "9").getBytes(StandardCharsets.UTF_8);
    double same = Decimals.parse(bytes, before, bytes.length - 1, (byte) decimal);
    assertThat(Double.doubleToLongBits(same)).as(cell).isEqualTo(Double.doubleToLongBits(number));
  }

  private static void same(String cell) {
    double number = parse(cell);
    float narrow = Float.parseFloat(cell);
    assertThat(Float.floatToRawIntBits((float) number))
        .as(cell)
        .isEqualTo(Float.floatToRawIntBits(narrow));
    double wide = Double.parseDouble(cell);
    if ((float) wide == narrow) {
      assertThat(Double.doubleToRawLongBits(number))
          .as(cell)
          .isEqualTo(Double.doubleToRawLongBits(wide));
    } else {
      assertThat(Math.abs(number - wide)).as(cell).isEqualTo(Math.ulp(wide));
    }
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
  void whatNoFloatHoldsIsInfiniteAsAFloat() {
    assertThat(parse("3.5e38")).isEqualTo(3.5e38);
    assertThat((float) parse("3.5e38")).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat((float) parse("-400000000000000000000000000000000000000"))
        .isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(parse("-1e999")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aTextBesideTheMiddleOfTwoFloatsKeepsItsSide() {
    // 16777217 lies between the float32 numbers 16777216 and 16777218; a float64 holds it
    assertThat(parse("16777217")).isEqualTo(16777217.0);
    assertThat(parse("16777217.0000000001")).isEqualTo(Math.nextUp(16777217.0));
    assertThat(parse("16777218.9999999999")).isEqualTo(Math.nextDown(16777219.0));
    assertThat(parse("1700000010000")).isEqualTo(1.70000001e12);
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
