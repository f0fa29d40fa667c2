package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.error.DataException;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fast way to read against FastCSV, which reads everything. */
final class PlainRowsTest {
  private static final int ROUNDS = 5_000;
  private static final List<String> PIECES =
      List.of(
          ",",
          ",",
          ",",
          "\n",
          "\n",
          "\r\n",
          "\r",
          "1",
          "-2.5",
          "word",
          "\u00e9",
          "\uD83D\uDE00",
          " ",
          "!",
          "\"quoted\"",
          "\"a,b\"",
          "\"a\nb\"",
          "\"a\r\nb\"",
          "\"a\"\"b\"",
          "\"\"",
          "in\"side",
          "\"");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv");
  }

  /** How a text is opened. */
  private interface Way {
    TableRows open(CsvText text) throws IOException;
  }

  /** All cells with their places, row by row, up to what is refused. */
  private List<String> read(Way way) throws IOException {
    List<String> read = new ArrayList<>();
    List<String> row = new ArrayList<>();
    try (CsvText text = CsvText.open(CsvFile.of(file));
        TableRows rows = way.open(text)) {
      read.addAll(rows.header());
      for (int column = 0; column < rows.header().size(); column++) {
        int number = column;
        rows.on(
            column,
            cell -> row.add(cell.place() + " " + number + " " + cell.text() + " " + cell.parse()));
      }
      for (; rows.advance(); row.clear()) {
        read.addAll(row);
      }
    } catch (DataException e) {
      read.add(e.getMessage());
    }
    return read;
  }

  @Test
  void anyTextIsReadAlike() throws IOException {
    Random random = new Random(20);
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder text = new StringBuilder("a,b\n");
      for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
        boolean row = random.nextInt(3) > 0; // so that it does not end at once
        text.append(row ? "7,xyz\n" : PIECES.get(random.nextInt(PIECES.size())));
      }
      Files.writeString(file, text);
      List<String> expected = read(CsvRows::new);
      for (int block : new int[] {1 + random.nextInt(64), Scanner.BLOCK}) {
        assertThat(read(opened -> new PlainRows(opened, block)))
            .as("%s in blocks of %d", text, block)
            .isEqualTo(expected);
      }
    }
  }
}
