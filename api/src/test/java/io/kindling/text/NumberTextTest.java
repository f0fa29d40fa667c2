package io.kindling.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are numbers. */
final class NumberTextTest {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  /** All texts of up to five of these characters. */
  @Test
  void saysWhatThePatternsSay() {
    String characters = "0+-.eEx";
    for (int number = 0; number < 8 * 8 * 8 * 8 * 8; number++) {
      StringBuilder text = new StringBuilder();
      for (int left = number; left > 0; left /= 8) {
        text.append(left % 8 == 0 ? "" : characters.charAt(left % 8 - 1));
      }
      assertThat(NumberText.isInteger(text)).isEqualTo(INTEGER.matcher(text).matches());
      assertThat(NumberText.isDecimal(text)).isEqualTo(DECIMAL.matcher(text).matches());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "+1", ".1", "1.", "1e", "1e-", "1.e1"})
  void looksAtEachCharacterOnce(String begin) {
    for (String end : new String[] {"", "x", ".", "e", "e5", "-"}) {
      Counted text = new Counted(begin + "1".repeat(1_000_000) + end);
      NumberText.isDecimal(text);
      NumberText.isInteger(text);
      assertThat(text.steps).isLessThan(5_000_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.50, 1.50",
    "1e-99999999999, 1e-2147483647",
    "-1.5e-99999999999, -1e-2147483647",
    "+2E+99999999999, 1e2147483647",
    "-2e99999999999, -1e2147483647",
    "1e-2147483648, 1e-2147483647",
    "0e-99999999999, 0",
    "-0.00E99999999999, 0"
  })
  void exponentsBeyondThoseOfDecimalsAreTheLastOnes(String text, String number) {
    assertThat(NumberText.decimal(text)).isEqualTo(new BigDecimal(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e5", "1e", "x", "1e-99999999999x"})
  void whatIsNoNumberHasNoDigits(String text) {
    assertThat(NumberText.decimal(text)).isNull();
    assertThat(NumberText.decimal("1".repeat(1101))).isNull();
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      steps++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }
}
