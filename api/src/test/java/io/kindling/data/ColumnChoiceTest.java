package io.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.data.ColumnChoice.Found;
import io.kindling.data.ColumnChoice.Terms;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features and targets by name, pattern and exclusion. */
final class ColumnChoiceTest {
  private static final List<String> COLUMNS = List.of("id", "s_1", "s_2", "note", "y");
  private static final Terms TERMS =
      new Terms("table", "--target", "--features", columns -> "look there");

  private static Found among(ColumnChoice choice) {
    return choice.among(COLUMNS, TERMS);
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(message);
  }

  @Test
  void whatIsNoTargetIsAFeature() {
    assertThat(among(ColumnChoice.targets("s_2", "y")))
        .isEqualTo(new Found(List.of(0, 1, 3), List.of(2, 4)));
  }

  @Test
  void featuresComeInTheOrderInWhichTheyAreNamed() {
    assertThat(among(ColumnChoice.targets("y").features("s_2", "id")).features())
        .containsExactly(2, 0);
  }

  @Test
  void columnsAreLeftOut() {
    ColumnChoice choice = ColumnChoice.targets("y").except("id", "n*");
    assertThat(among(choice).features()).containsExactly(1, 2);
    assertThat(among(choice.features("s_1", "note")).features()).containsExactly(1);
  }

  @Test
  void aStarStandsForAnyCharactersInTheTablesOrder() {
    assertThat(among(ColumnChoice.targets("y").features("s_*")).features()).containsExactly(1, 2);
    assertThat(among(ColumnChoice.targets("y").features("s_2", "*")).features())
        .as("but for what is chosen already, and targets")
        .containsExactly(2, 0, 1, 3);
    assertThat(among(ColumnChoice.targets("*_*").features("*o*e")))
        .isEqualTo(new Found(List.of(3), List.of(1, 2)));
  }

  @Test
  void aColumnThatIsCalledLikeAPatternIsItself() {
    List<String> columns = List.of("a*", "ab", "y");
    assertThat(ColumnChoice.targets("y").features("a*").among(columns, TERMS).features())
        .containsExactly(0);
  }

  @Test
  void whatCannotBeIsRefused() {
    refused(
        "table: there must be a column 'price' (got the columns id, s_1, s_2, note, y; expected"
            + " that name among them; look there)",
        () -> among(ColumnChoice.targets("price")));
    refused(
        "table: there must be a column 'Y' (got the columns id, s_1, s_2, note, y; expected that"
            + " name among them; perhaps 'y' is meant)",
        () -> among(ColumnChoice.targets("Y")));
    refused(
        "table: there must be a column like 't_*' (got the columns id, s_1, s_2, note, y; expected"
            + " a name that it fits)",
        () -> among(ColumnChoice.targets("y").except("t_*")));
    refused(
        "--target: a column must be named only once (got 'y' twice; expected it once)",
        () -> among(ColumnChoice.targets("y", "y")));
    refused(
        "--features: a column must not be both a feature and a target (got [s_1, y] as both;"
            + " expected each once)",
        () -> among(ColumnChoice.targets("y", "s_1").features("y", "s_1")));
    refused(
        "table: there must be a column to predict from (got none; expected a feature)",
        () -> among(ColumnChoice.targets("y").except("*")));
    refused(
        "table: no two columns may have the same name (got 'a' twice; expected it once; give one"
            + " of them another name, or leave the columns out)",
        () -> ColumnChoice.targets("y").among(List.of("a", "a", "y"), TERMS));
  }

  @Test
  void columnsThatAreLeftOutMayHaveOneName() {
    List<String> columns = List.of("a", "a", "b", "y");
    for (String name : List.of("a", "a*")) {
      assertThat(ColumnChoice.targets("y").except(name).among(columns, TERMS).features())
          .containsExactly(2);
    }
    assertThat(ColumnChoice.targets("y").features("b").among(columns, TERMS).features())
        .containsExactly(2);
    assertThatThrownBy(() -> ColumnChoice.targets("y").features("a*").among(columns, TERMS))
        .hasMessageContaining("(got 'a' twice; expected it once;");
  }

  @Test
  void ofManyColumnsTheFirstAreNamed() {
    List<String> many = IntStream.range(0, 2000).mapToObj(i -> "c" + i).toList();
    assertThatThrownBy(() -> ColumnChoice.targets("y").among(many, TERMS))
        .hasMessageContaining("c38, c39, … (2000 in all); expected that name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a|a",
        "a, b |a;b",
        "\"price, EUR\"|price, EUR",
        "a, \"price, EUR\" ,b|a;price, EUR;b",
        "price, EUR|price, EUR",
        "\"say \"\"x\"\"\"|say \"x\"",
        "5\",a|5\";a",
        "\"open,a|\"open;a",
        "a,|a;",
      })
  void namesAreTypedWithCommasBetweenThem(String typed, String names) {
    assertThat(ColumnChoice.split(typed, List.of("a", "price, EUR")))
        .containsExactly(names.split(";", -1));
  }

  @Test
  void filesOfFloatsChooseByNameToo(@TempDir Path folder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(6 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, 6).forEach(bytes::putFloat);
    Path file = Files.write(folder.resolve("rows.f32"), bytes.array());
    StreamingDataset data =
        FloatFile.of(file, List.of("a", "b", "y"))
            .choose(ColumnChoice.targets("y").except("a"))
            .dataset();
    try (Batches.Cursor epoch = Batches.of(data, 2).epoch()) {
      Rows rows = epoch.next();
      assertThat(rows.features().toFloatArray()).containsExactly(1, 4);
      assertThat(rows.targets().toFloatArray()).containsExactly(2, 5);
    }
  }
}
