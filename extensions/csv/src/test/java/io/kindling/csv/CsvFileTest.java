package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.data.Batches;
import io.kindling.data.Beside;
import io.kindling.data.ColumnChoice;
import io.kindling.data.Dataset;
import io.kindling.data.Rows;
import io.kindling.data.Standardizer;
import io.kindling.data.StreamingDataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.table.Classes;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.RowColumns;
import io.kindling.table.Selection;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    try (Batches.Cursor epoch = Batches.of(data, size).epoch()) {
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
  void aSelectionSaysWhichColumnsTheFeaturesAreIn() throws IOException {
    write("weight,a,b,y\n2,1,red,0\n1,3,blue,1\n");
    CsvFile text = CsvFile.of(file);
    assertThat(text.targets("y").beside(new RowColumns("weight", null)).featureColumns())
        .isEqualTo(FeatureColumns.numbers(List.of("a", "b")));
    assertThat(text.targets("y").features("b", "a").featureColumns().names())
        .containsExactly("b", "a");
    FeatureColumns found = FeatureRules.standard().find(text, List.of("a", "b"), true).columns();
    assertThat(text.targets("y").features(found).featureColumns()).isSameAs(found);
    refused(
        file
            + ", line 1: a feature must be a column of numbers (got 'b', which is read by its labels;"
            + " expected features(…) of the columns that FeatureRules finds)",
        () -> text.targets("y").labels("b", text.findClasses("b")).featureColumns());
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
            + ", line 2, column a: a number must not be too large for float32 (got '1e39'; expected"
            + " at most 3.4e38 in size; standardize it, or write it in a larger unit)",
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
              + (row.length() == 1 ? " cell" : " cells")
              + "; expected 2)",
          () -> all(data, 2));
    }
  }

  @Test
  void aFileWithoutRowsIsRefused() throws IOException {
    StreamingDataset header = data("a,y\n");
    refused(
        "Dataset: there must be at least one row (got none; expected at least one)",
        () -> all(header, 2));
    refused(
        file + ", line 1: the first line must name the columns (got nothing; expected a header)",
        () -> data(""));
  }

  @Test
  void whatIsNoCsvIsRefused() throws IOException {
    Files.write(file, "a,y\n1,\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(
        file
            + ", line 2, column y: the file must be readable as CSV (got bytes that are no UTF-8; expected text;"
            + " if it is Latin-1 or Windows-1252: charset(Charset.forName(\"windows-1252\")))",
        () -> all(CsvFile.of(file).targets("y").dataset(), 1));
    Path none = folder.resolve("none.csv");
    refused(
        none + ": the file must exist (got no such file; expected a CSV file)",
        () -> CsvFile.of(none).targets("y").dataset());
    refused(
        folder + ": the file must exist (got a folder; expected a CSV file)",
        () -> CsvFile.of(folder).targets("y").dataset());
  }

  @Test
  void columnsThatCannotBeAreRefused() throws IOException {
    write("a,b,b,y\n1,2,3,4\n");
    CsvFile rows = CsvFile.of(file);
    refused(
        file
            + ", line 1: there must be a target (got none; expected targets(\"…\") or"
            + " classes(\"…\"))",
        () -> rows.targets().dataset());
    refused(
        file
            + ", line 1: there must be a column 'Y' (got the columns a, b, b, y; expected that name"
            + " among them; perhaps 'y' is meant)",
        () -> rows.targets("Y").dataset());
    refused(
        file
            + ", line 1: no two columns may have the same name (got 'b' twice; expected it once;"
            + " give one of them another name, or leave the columns out)",
        () -> rows.targets("y").dataset());
    refused(
        file
            + ", line 1: a column must not be both a feature and a target (got [y] as both;"
            + " expected each once)",
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
            + ": the file must not change while it is trained on (got 8 bytes of"
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
    try (Batches.Cursor epoch = Batches.of(data, 10).epoch()) {
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
              file + ": the file must not change while it is trained on (got 8 bytes of");
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

  @Test
  void columnsAreChosenByPatternAndExclusionToo() throws IOException {
    write("id,s_1,s_2,y\nfirst,1,2,0\n");
    CsvFile rows = CsvFile.of(file);
    ColumnChoice y = ColumnChoice.targets("y");
    for (Selection same : List.of(rows.choose(y.features("s_*")), rows.choose(y.except("id")))) {
      assertThat(all(same.dataset(), 1).get(0).features().toFloatArray()).containsExactly(1, 2);
    }
    assertThat(rows.header()).containsExactly("id", "s_1", "s_2", "y");
  }

  @Test
  void labelsAreTheNumbersOfTheirClasses() throws IOException {
    write("colour,kind,y\nred,\"owl, grey\",yes\nblue,bat, no \nred,bat,no\n");
    CsvFile rows = CsvFile.of(file);
    Classes kinds = rows.findClasses("kind");
    assertThat(kinds.labels()).containsExactly("bat", "owl, grey");
    Selection owls =
        rows.classes("kind")
            .features("colour")
            .labels("kind", kinds)
            .labels("colour", rows.findClasses("colour"));
    Rows classes = all(owls.dataset(), 3).get(0);
    assertThat(classes.targets().toLongArray()).containsExactly(1, 0, 0);
    assertThat(classes.features().toFloatArray()).containsExactly(1, 0, 1);
    Selection both = rows.targets("y", "kind").labels("kind", kinds);
    both = both.labels("colour", rows.findClasses("colour")).labels("y", rows.findClasses("y"));
    Rows logits = all(both.dataset(), 3).get(0);
    assertThat(logits.targets().toFloatArray()).containsExactly(1, 1, 0, 0, 0, 0);
    write("colour,kind,y\nred,cat,yes\n");
    refused(
        file
            + ", line 2, column kind: a label must be one of the classes (got 'cat'; expected bat,"
            + " owl, grey)",
        () -> all(owls.dataset(), 3));
    write("kind,y\n,1\n");
    refused(
        file
            + ", line 2, column kind: a cell must hold a label (got an empty cell; expected text or"
            + " a number; fill the cell or leave the row out)",
        () -> rows.findClasses("kind"));
  }

  @Test
  void weightsAndOffsetsAreNoFeatures() throws IOException {
    write("a,w,o,y\n1,0.5,7,2\n3,2,8,4\n");
    Selection selection = CsvFile.of(file).targets("y").beside(new RowColumns("w", "o"));
    for (Dataset data : List.of(selection.table(), selection.dataset())) {
      assertThat(data.features()).isEqualTo(1);
      assertThat(data.beside()).isEqualTo(new Beside(true, true));
      try (Batches.Cursor epoch = Batches.of(data, 2).epoch()) {
        Rows rows = epoch.next();
        assertThat(rows.features().toFloatArray()).containsExactly(1, 3);
        assertThat(Objects.requireNonNull(rows.beside()).toFloatArray())
            .containsExactly(0.5f, 7, 2, 8);
      }
    }
    write("a,w,y\n1,0.5,2\n3,-2,4\n");
    assertThatThrownBy(
            () -> CsvFile.of(file).targets("y").beside(new RowColumns("w", null)).table())
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "line 3, column w: a weight must not be negative (got -2; expected 0 or more)");
  }

  @Test
  void textCanBeReadBesideNumbers() throws IOException {
    write("name,x\n\" Ann, \"\"A\"\"\",1\n\nBob,2.5\n");
    List<String> cells = new ArrayList<>();
    try (TableRows rows = CsvFile.of(file).open()) {
      rows.on(0, cell -> cells.add(cell.place() + " " + cell.text()));
      rows.on(1, cell -> cells.add(cell.number(text -> null) + " in " + cell.column()));
      assertThat(rows.readAll()).isEqualTo(2);
    }
    assertThat(cells)
        .containsExactly(
            file + ", line 2  Ann, \"A\"", "1.0 in x", file + ", line 4 Bob", "2.5 in x");
  }

  @Test
  void whatACellsUserThrowsIsItsOwn() throws IOException {
    write("x\n1\n");
    for (Throwable own : List.of(new IllegalStateException("mine"), new OutOfMemoryError("mine"))) {
      try (TableRows rows = CsvFile.of(file).open()) {
        rows.on(
            0,
            cell -> {
              if (own instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) own;
            });
        assertThatThrownBy(rows::readAll).isSameAs(own);
      }
    }
  }

  @Test
  void isReadIntoMemoryToo() throws IOException {
    write("a,b,y\n1,2,0\n3,-4.5,1\n5,6e-3,2\n");
    CsvFile rows = CsvFile.of(file);
    assertThat(rows.targets("y").table().all()).isEqualTo(TABLE.all());
    assertThat(rows.classes("y").table().all().targets().toLongArray()).containsExactly(0, 1, 2);
    StringBuilder many = new StringBuilder("x,y\n");
    for (int i = 0; i < 10_000; i++) {
      many.append(i).append(',').append(-i).append('\n');
    }
    write(many.toString());
    TableDataset table = rows.targets("y").table();
    assertThat(table.rows()).isEqualTo(10_000);
    assertThat(table.pick(9999).targets().toFloatArray()).containsExactly(-9999);
  }

  /** Unix times in milliseconds, which float32 rounds to one of two numbers. */
  @Test
  void columnsAreStandardizedBeforeTheyAreRounded() throws IOException {
    StreamingDataset data =
        data("time,y\n1700000000000,16777217\n1700000010000,16777219\n1700000020000,16777221\n");
    Standardizer standardizer = Standardizer.fit(data);
    Rows rows = all(standardizer.transform(data), 3).get(0);
    float third = 1.2247449f; // the root of 3/2
    assertThat(rows.features().toFloatArray()).containsExactly(-third, 0, third);
    assertThat(rows.targets().toFloatArray()).containsExactly(-third, 0, third);
    TableDataset table = CsvFile.of(file).targets("y").table();
    assertThat(Standardizer.fit(table)).isEqualTo(standardizer);
    assertThat(standardizer.transform(table).all()).isEqualTo(rows);
  }
}
