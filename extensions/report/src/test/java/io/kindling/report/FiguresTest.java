package io.kindling.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "0.1, 0.1",
    "-68.48224, -68.4822",
    "123456789, 123457000",
    "1234567890, 1.23457e9",
    "0.000123456789, 0.000123457",
    "0.0000123456789, 1.23457e-5",
    "-1e-7, -1e-7",
    "1e300, 1e300",
    "4.9e-324, 4.94066e-324"
  })
  void numbersHaveSixDigits(double number, String shown) {
    assertThat(Figures.of(number)).isEqualTo(shown);
  }

  @Test
  void whatIsThereIsNotShownAsNothingNorSomeAsAll() {
    assertThat(Figures.percent(0, 5)).isEqualTo("0 %");
    assertThat(Figures.percent(1, 1_000_000)).isEqualTo("< 0.1 %");
    assertThat(Figures.percent(1, 3)).isEqualTo("33.3 %");
    assertThat(Figures.percent(999_999, 1_000_000)).isEqualTo("> 99.9 %");
    assertThat(Figures.percent(5, 5)).isEqualTo("100 %");
  }

  @Test
  void daysAreDates() {
    assertThat(Figures.date(0)).isEqualTo("1970-01-01");
    assertThat(Figures.date(-0.5)).isEqualTo("1969-12-31T12:00");
  }
}
