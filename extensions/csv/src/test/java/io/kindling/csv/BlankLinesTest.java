package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of nothing but spaces are as empty as others, but where a row has only one cell. */
final class BlankLinesTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv");
  }

  private List<String> first(CsvFile table) throws IOException {
    List<String> cells = new ArrayList<>();
    try (var rows = table.open()) {
      rows.on(0, cell -> cells.add(cell.text()));
      rows.readAll();
    }
    return cells;
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "::", "\u00a6", " "})
  void theyArePassedOver(String separator) throws IOException {
    String text = "  \n\n \r\na,y\n \n1,2\n\t \n\n   \n3,4\n  ".replace(",", separator);
    Files.writeString(file, text);
    CsvFile table = CsvFile.of(file).separator(separator);
    assertThat(table.header()).containsExactly("a", "y");
    assertThat(first(table)).containsExactly("1", "3");
    Files.writeString(file, text + "\n5");
    assertThatThrownBy(() -> first(table))
        .hasMessageContaining(file + ", line 12: a row must have as many cells as the header");
  }

  @Test
  void manyOfThemAreNoBurden() throws IOException {
    Files.writeString(file, "a,y\n1,2\n" + "  \n".repeat(200_000) + "3,4\n");
    assertThat(first(CsvFile.of(file))).containsExactly("1", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "::"})
  void aBlankFirstCellIsOne(String separator) throws IOException {
    Files.writeString(file, "a,y\n ,2\n,3\n".replace(",", separator));
    assertThat(first(CsvFile.of(file).separator(separator))).containsExactly(" ", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "::"})
  void inATableOfOneColumnTheyAreRows(String separator) throws IOException {
    Files.writeString(file, "a\n1\n  \n\n2\n");
    assertThat(first(CsvFile.of(file).separator(separator))).containsExactly("1", "  ", "2");
  }
}
