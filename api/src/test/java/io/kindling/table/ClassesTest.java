package io.kindling.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order in which labels are numbered. */
final class ClassesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 9 -1 2.5e0|-1 2.5e0 9 10",
        "1.0 2 1 2.00|1.0 2",
        "-0 0 0.5|-0 0.5",
        "+1 -1|-1 +1",
        "02 01 10|01 02 10",
        "01 1 10|01 1 10",
        "100 1E2 20|100 1E2 20",
        "9 1.0 1 +10|+10 1 1.0 9",
        ".5 0.5|.5 0.5",
        "10 9 x|10 9 x",
        "b B a|B a b",
        "\uFF5E \uD83D\uDE00 z|z \uFF5E \uD83D\uDE00",
        "9007199254740993 9007199254740992|9007199254740992 9007199254740993",
        "1e9999999999 2|1e9999999999 2"
      })
  void classesAreInOrderOfValueOrCodePoint(String cells, String classes) {
    assertThat(Classes.of(List.of(cells.split(" "))).labels()).containsExactly(classes.split(" "));
  }

  @Test
  void plainDecimalsOfOneValueAreOneLabel() {
    Classes plain = new Classes(List.of("1", "2.50"));
    assertThat(plain.index("1.0")).isZero();
    assertThat(plain.index("2.5")).isEqualTo(1);
    assertThat(plain.index("01")).isEqualTo(-1);
    Classes text = new Classes(List.of("01", "1"));
    assertThat(text.index("1")).isEqualTo(1);
    assertThat(text.index("1.0")).isEqualTo(-1);
  }

  @Test
  void spellingsOfOneNumberAreFound() {
    assertThat(Classes.of(List.of("2", "01", "1")).spellings()).containsExactly("01", "1");
    assertThat(Classes.of(List.of("01", "02")).spellings()).isEmpty();
    assertThat(Classes.of(List.of("01", "1", "x")).spellings()).isEmpty();
  }
}
