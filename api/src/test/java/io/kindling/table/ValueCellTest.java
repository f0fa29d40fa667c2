package io.kindling.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ValueCellTest {
  private final ValueCell cell = new ValueCell("query", List.of("a", "b"), column -> 10 + column);

  private ValueCell showing(@Nullable Object value) {
    cell.show(3, 1, value);
    return cell;
  }

  private void isNumber(Object value, String text, double number) {
    assertThat(showing(value).text()).isEqualTo(text);
    assertThat(cell.parse()).isEqualTo(number);
    assertThat(cell.isMissing()).isFalse();
  }

  private void isText(Object value, String text) {
    assertThat(showing(value).text()).isEqualTo(text);
    assertThat(cell.parse()).isNaN();
    assertThat(cell.isMissing()).isFalse();
  }

  private void isMissing(@Nullable Object value, String text) {
    assertThat(showing(value).text()).isEqualTo(text);
    assertThat(cell.parse()).isNaN();
    assertThat(cell.isMissing()).isTrue();
  }

  @Test
  void numbersKeepAllThatAFloat64Holds() {
    isNumber(7, "7", 7);
    isNumber(9007199254740993L, "9007199254740993", 9007199254740992.0);
    isNumber(new BigInteger("18446744073709551615"), "18446744073709551615", 0x1p64);
    isNumber(new BigDecimal("0.10"), "0.10", 0.1);
    isNumber(0.1, "0.1", 0.1);
    isNumber(0.1f, "0.1", 0x1.99999ap-4);
    isNumber(12345678.0, "12345678", 12345678);
    isNumber(1.5e-5, "0.000015", 1.5e-5);
    isNumber(1e200, "1.0E200", 1e200);
  }

  @Test
  void decimalsAreToldDigitByDigitAndBinaryNumbersAreNone() {
    assertThat(showing(new BigDecimal("0.10")).decimal()).isEqualTo(new BigDecimal("0.10"));
    assertThat(showing(9007199254740993L).decimal()).isEqualTo(new BigDecimal("9007199254740993"));
    assertThat(showing(BigInteger.TEN).decimal()).isEqualTo(BigDecimal.TEN);
    assertThat(showing(" 0.1 ").decimal()).isEqualTo(new BigDecimal("0.1"));
    for (Object other : List.of(0.1, 0.1f, true, "one", "NaN", "1".repeat(2000))) {
      assertThat(showing(other).decimal()).isNull();
    }
    assertThat(showing(null).decimal()).isNull();
  }

  @Test
  void timesThatUtcDoesNotHaveAreAsTheyAre() {
    for (Object time : List.of(Instant.MAX, Instant.MIN, OffsetDateTime.MIN, OffsetDateTime.MAX)) {
      isText(time, time.toString());
    }
  }

  @Test
  void booleansAreOneAndZero() {
    isNumber(true, "true", 1);
    isNumber(false, "false", 0);
  }

  @Test
  void aTextThatIsADecimalNumberIsOne() {
    isNumber(" 2.50 ", " 2.50 ", 2.5);
    isText("red", "red");
    isText("0x10", "0x10");
  }

  @Test
  void timesAreAlwaysWrittenToTheSecond() {
    isText(LocalDate.of(2026, 3, 29), "2026-03-29");
    isText(LocalTime.of(2, 30), "02:30:00");
    isText(LocalDateTime.of(2026, 3, 29, 2, 30), "2026-03-29T02:30:00");
    isText(LocalDateTime.of(2026, 3, 29, 2, 30, 1, 5_000_000), "2026-03-29T02:30:01.005");
    isText(OffsetDateTime.parse("2026-01-02T03:04:05+02:00"), "2026-01-02T01:04:05Z");
    isText(Instant.parse("2026-01-02T03:00:00Z"), "2026-01-02T03:00:00Z");
  }

  @Test
  void missingIsNullNaNAndTextThatStandsForNothing() {
    isMissing(null, "");
    isMissing(Double.NaN, "NaN");
    isMissing(Float.NaN, "NaN");
    isMissing(" NA ", " NA ");
    isMissing("", "");
  }

  @Test
  void errorsNameTableRowColumnAndHowManyAreMissing() {
    assertThatThrownBy(() -> showing(null).label())
        .hasMessage(
            "query, row 3, column b: a cell must hold a label (got an empty cell, the first of 11"
                + " missing values in the column; expected text or a number; fill the cells or"
                + " leave the rows out)");
    assertThatThrownBy(() -> showing(Double.POSITIVE_INFINITY).number(text -> null))
        .hasMessage(
            "query, row 3, column b: a cell must hold a number (got 'Infinity'; expected a finite"
                + " number such as 1.5)");
  }
}
