package io.kindling.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberLikeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "05/04/2020;2020-04-05",
        "5.4.20;2020-04-05",
        "2020/04/05;2020-04-05",
        "05/04/2020 12:30;2020-04-05",
        "1,642;groups",
        "1.642.000,5;groups",
        "1'642;groups",
        "-1 642;groups",
        "$173,112;sign or unit",
        "12.5%;sign or unit",
        "58 €;sign or unit",
        "47 m2;sign or unit",
        "47m²;sign or unit",
        "10kg;sign or unit",
        "(1,200);with -",
      })
  void whatPeopleWriteIsKnown(String text, String rule) {
    assertThat(NumberLike.rule(text)).contains(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Station", "A1", "room 5", "1st floor", "n/a", "#DIV/0!", "-", "C-3"})
  void textIsText(String text) {
    assertThat(NumberLike.rule(text)).isNull();
  }

  @Test
  void longTextsAreNotLookedAt() {
    assertThat(NumberLike.rule("1,000".repeat(1_000_000))).isNull();
  }
}
