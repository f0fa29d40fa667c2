package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order in which labels are numbered. */
final class ClassesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 9 -1 2.5e0|-1 2.5e0 9 10",
        "1.0 2 1 02|1.0 2",
        "10 9 x|10 9 x",
        "b B a|B a b",
        "\uFF5E \uD83D\uDE00 z|z \uFF5E \uD83D\uDE00",
        "9007199254740993 9007199254740992|9007199254740992 9007199254740993",
        "1e9999999999 2|1e9999999999 2"
      })
  void classesAreInOrderOfValueOrCodePoint(String cells, String classes) {
    assertThat(Classes.of(List.of(cells.split(" "))).labels()).containsExactly(classes.split(" "));
  }
}
