package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.data.Batches;
import io.kindling.data.Dataset;
import io.kindling.data.Rows;
import io.kindling.data.StreamingDataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in a CSV file, read in every epoch anew. */
final class CsvFileTest {
  private static final FileTime THEN = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
  private static final TableDataset TABLE =
      Dataset.of(new float[] {1, 2, 3, -4.5f, 5, 6e-3f}, 2, new float[] {0, 1, 2}, 1);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv");
  }

  private StreamingDataset data(String text) throws IOException {
    write(text);
    return CsvFile.of(file).targets("y").dataset();
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, THEN);
  }

  private static List<Rows> all(Dataset data, int size) {
    List<Rows> all = new ArrayList<>();
    try (Batches.Epoch epoch = Batches.of(data, size).epoch()) {
      while (epoch.hasNext()) {
        all.add(epoch.next());
      }
    }
    return all;
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,y\n1,2,0\n3,-4.5,1\n5,6e-3,2\n",
        "a,b,y\r\n1,2,0\r\n3,-4.5,1\r\n5,6e-3,2\r\n",
        "a,b,y\n1,2,0\n3,-4.5,1\n5,6e-3,2",
        "\uFEFFa,b,y\n1,2,0\n3,-4.5,1\n5,6e-3,2\n",
        "\"a\",\"b\", y \n\"1\", 2 ,0\n\"3\",-4.5,\"1\"\n\n5,6e-3,2\n\n",
      })
  void isTheRowsThatItsTextSays(String text) throws IOException {
    StreamingDataset data = data(text);
    for (int size = 1; size <= 4; size++) {
      assertThat(all(data, size)).isEqualTo(all(TABLE, Math.min(size, 3)));
      assertThat(all(data, size)).as("read anew").isEqualTo(all(TABLE, Math.min(size, 3)));
    }
  }

  @Test
  void columnsAreChosenByName() throws IOException {
    write("id,a,\"b, c\",y\nfirst,1,2,0\nsecond,3,4,1\n");
    Rows rows = all(CsvFile.of(file).targets("a", "y").features("b, c").dataset(), 2).get(0);
    assertThat(rows.features().toFloatArray()).containsExactly(2, 4);
    assertThat(rows.targets().toFloatArray()).containsExactly(1, 0, 3, 1);
    Rows classes = all(CsvFile.of(file).classes("y").features("b, c", "a").dataset(), 2).get(0);
    assertThat(classes.features().toFloatArray()).containsExactly(2, 1, 4, 3);
    assertThat(classes.targets().toLongArray()).containsExactly(0, 1);
  }

  @Test
  void aCellThatHoldsNoNumberIsNamed() throws IOException {
    StreamingDataset text = data("a,b,y\n1,2,0\n3,red,1\n");
    refused(
        file
            + ", line 3, column b: a cell must hold a number (got 'red'; expected a finite number"
            + " such as 1.5; choose the columns that hold numbers with features(\"…\"))",
        () -> all(text, 1));
    StreamingDataset empty = data("a,b,y\n\"1\n\",2,0\n3,4, \n");
    refused(
        file
            + ", line 4, column y: a cell must hold a number (got an empty cell; expected a finite"
            + " number such as 1.5; fill the cell or leave the row out)",
        () -> all(empty, 2));
    StreamingDataset large = data("a,y\n1e39,0\n");
    refused(
        file
            + ", line 2, column a: a cell must hold a number (got '1e39'; expected a finite number"
            + " such as 1.5; choose the columns that hold numbers with features(\"…\"))",
        () -> all(large, 2));
    write("a,y\n1,0\n1,0.5\n");
    refused(
        file
            + ", line 3, column y: a class must be a whole number (got 0.5; expected 0, 1, 2 …;"
            + " number the classes from 0)",
        () -> all(CsvFile.of(file).classes("y").dataset(), 2));
  }

  @Test
  void rowsOfAnotherLengthAreNamed() throws IOException {
    for (String row : List.of("1", "1,2,3")) {
      StreamingDataset data = data("a,y\n1,2\n" + row + "\n");
      refused(
          file
              + ", line 3: a row must have as many cells as the header (got "
              + (row.length() + 1) / 2
              + " cells; expected 2)",
          () -> all(data, 2));
    }
  }

  @Test
  void aFileWithoutRowsIsRefused() throws IOException {
    StreamingDataset header = data("a,y\n");
    refused("Dataset: there must be a row (got none; expected at least one)", () -> all(header, 2));
    refused(
        file + ", line 1: the first line must name the columns (got nothing; expected a header)",
        () -> data(""));
  }

  @Test
  void whatIsNoCsvIsRefused() throws IOException {
    Files.write(file, "a,y\n1,\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(
        file
            + ": the file must be readable as CSV (got bytes that are no UTF-8; expected text in"
            + " UTF-8)",
        () -> all(CsvFile.of(file).targets("y").dataset(), 1));
    Path none = folder.resolve("none.csv");
    refused(
        none + ": the file must exist (got no such file; expected a CSV file)",
        () -> CsvFile.of(none).targets("y").dataset());
    refused(
        folder + ": the file must exist (got a folder; expected a CSV file)",
        () -> CsvFile.of(folder).targets("y").dataset());
    StreamingDataset unclosed = data("a,y\n1,\"2\n");
    assertThatThrownBy(() -> all(unclosed, 1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": the file must be readable as CSV (got ");
  }

  @Test
  void columnsThatCannotBeAreRefused() throws IOException {
    write("a,b,b,y\n1,2,3,4\n");
    CsvFile rows = CsvFile.of(file);
    refused(
        file
            + ", line 1: there must be a target (got none; expected targets(\"…\") or"
            + " classes(\"…\"))",
        rows::dataset);
    refused(
        file
            + ", line 1: there must be a column 'Y' (got the columns a, b, b, y; expected that name"
            + " among them; names are matched to the letter)",
        () -> rows.targets("Y").dataset());
    refused(
        file + ", line 1: a column's name must be its own (got 'b' twice; expected it once)",
        () -> rows.targets("y").dataset());
    refused(
        file + ", line 1: a column is chosen once (got 'y' twice; expected it once)",
        () -> rows.targets("y").features("a", "y").dataset());
    write("y\n1\n");
    refused(
        file + ", line 1: there must be a column to predict from (got none; expected a feature)",
        () -> rows.targets("y").dataset());
  }

  @Test
  void aFileThatChangesIsRefused() throws IOException {
    StreamingDataset data = data("a,y\n1,2\n3,4\n");
    assertThat(all(data, 1)).hasSize(2);
    write("a,y\n1,2\n");
    refused(
        file
            + ": the file must stay as it was while it is trained on (got 8 bytes of"
            + " 2026-01-01T00:00:00Z; expected 12 bytes of 2026-01-01T00:00:00Z; write another file"
            + " beside it, and open that)",
        () -> all(data, 1));
  }

  @Test
  void aFileThatIsCutShortDuringAnEpochIsRefused() throws IOException {
    StreamingDataset data;
    try (Writer text = Files.newBufferedWriter(file)) {
      text.write("a,y\n");
      for (int i = 0; i < 100_000; i++) {
        text.write("1,2\n");
      }
    }
    data = CsvFile.of(file).targets("y").dataset();
    try (Batches.Epoch epoch = Batches.of(data, 10).epoch()) {
      epoch.next();
      write("a,y\n1,2\n");
      assertThatThrownBy(
              () -> {
                while (epoch.hasNext()) {
                  epoch.next();
                }
              })
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(
              file + ": the file must stay as it was while it is trained on (got 8 bytes of");
    }
    Files.delete(file);
  }

  @Test
  void anEpochThatIsClosedEarlyLeavesNoThread() throws IOException {
    StreamingDataset data = data("a,y\n" + "1,2\n".repeat(100));
    Batches.of(data, 1).epoch().close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("kindling-read-ahead");
    Files.delete(file);
  }
}
