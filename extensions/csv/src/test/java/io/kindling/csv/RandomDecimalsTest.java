package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random decimals, and those that are hard to round, against Java's own parsers. */
final class RandomDecimalsTest {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final int BEFORE = 20;

  private final Random random = new Random(2026);

  @Test
  void areThoseOfJava() {
    check(200_000);
  }

  /** Profile soak. */
  @Test
  @Tag("soak")
  void aHundredMillionAreThoseOfJava() {
    check(100_000_000);
  }

  private void check(int count) {
    byte[] bytes = new byte[2048];
    for (int i = 0; i < count; i++) {
      String cell = cell();
      int from = random.nextInt(BEFORE);
      byte[] text = cell.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, bytes, from, text.length);
      double number = Decimals.parse(bytes, from, from + text.length, (byte) '.');
      if (Double.doubleToRawLongBits(number) != Double.doubleToRawLongBits(expected(cell))) {
        assertThat(number).as(cell).isEqualTo(expected(cell));
      }
    }
  }

  /** The nearest float64, or the next one where only that rounds to the nearest float32. */
  private static double expected(String cell) {
    double wide = Double.parseDouble(cell);
    float narrow = Float.parseFloat(cell);
    if ((float) wide == narrow) {
      return wide;
    }
    return narrow > (float) wide ? Math.nextUp(wide) : Math.nextDown(wide);
  }

  private String cell() {
    String sign = random.nextInt(3) == 0 ? "-" : "";
    return sign
        + switch (random.nextInt(64)) {
          case 0 -> between(Math.abs(anyDouble()), 1 - random.nextInt(3));
          case 1, 2 -> between(random.nextInt(1 << 24) / 1024f, 1 - random.nextInt(3));
          case 3, 4, 5, 6 -> Double.toString(Math.abs(anyDouble()));
          case 7, 8, 9, 10 -> Float.toString(Math.abs(random.nextFloat() * 1e-38f));
          case 11, 12, 13, 14 -> Double.toString(random.nextDouble());
          default -> digits();
        };
  }

  private double anyDouble() {
    double number = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(number) ? number : 0;
  }

  /** Digits with a point or none, and now and then an exponent. */
  private String digits() {
    int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 25 : 12);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    if (random.nextInt(4) > 0) {
      text.insert(random.nextInt(length + 1), '.');
    }
    if (random.nextInt(8) == 0) {
      text.append('e').append(random.nextInt(random.nextInt(8) == 0 ? 400 : 30) - 15);
    }
    return text.toString();
  }

  /** The very middle of a float64 and the next, or a text a little beside it. */
  private static String between(double number, int side) {
    double next = Math.nextUp(number);
    return Double.isFinite(next) ? beside(new BigDecimal(number), new BigDecimal(next), side) : "0";
  }

  /** The same of float32 numbers. */
  private static String between(float number, int side) {
    return beside(new BigDecimal(number), new BigDecimal(Math.nextUp(number)), side);
  }

  private static String beside(BigDecimal a, BigDecimal b, int side) {
    BigDecimal middle = a.add(b).divide(TWO);
    BigDecimal little = BigDecimal.valueOf(side, middle.scale() + 3);
    return middle.add(little).toString();
  }
}
