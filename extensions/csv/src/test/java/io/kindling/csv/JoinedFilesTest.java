package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.data.Batches;
import io.kindling.data.StreamingDataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.table.JoinedTable;
import io.kindling.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files as one table. */
final class JoinedFilesTest {
  @TempDir Path folder;

  private CsvFile file(String name, String text) throws IOException {
    return CsvFile.of(Files.writeString(folder.resolve(name), text));
  }

  @Test
  void columnsAreMatchedByName() throws IOException {
    Table both =
        JoinedTable.of(
            List.of(
                file("1.csv", "a,b,y\n1,2,3\n"),
                file("2.csv", "y;a;b\n"),
                file("3.csv", "y;a;b\n6;4;5\n9;7;8\n")));
    TableDataset data = both.targets("y").table();
    assertThat(data.all().features().toFloatArray()).containsExactly(1, 2, 4, 5, 7, 8);
    assertThat(data.all().targets().toFloatArray()).containsExactly(3, 6, 9);
    StreamingDataset streamed = both.targets("y").dataset();
    for (int epoch = 0; epoch < 2; epoch++) {
      try (Batches.Cursor batches = Batches.of(streamed, 3).epoch()) {
        assertThat(batches.next()).isEqualTo(data.all());
      }
    }
    assertThat(both.header()).containsExactly("a", "b", "y");
    assertThat(both.name()).isEqualTo(folder.resolve("1.csv") + " and 2 more");
    assertThat(both.aboutRows()).isEqualTo(6);
    assertThat(both.isRepeatable()).isTrue();
  }

  @Test
  void errorsNameTheFileAndItsLine() throws IOException {
    Table both =
        JoinedTable.of(List.of(file("1.csv", "a,y\n1,2\n"), file("2.csv", "a,y\n3,4\nx,5\n")));
    assertThatThrownBy(() -> both.targets("y").table())
        .hasMessageStartingWith(folder.resolve("2.csv") + ", line 3, column a: ");
  }

  @Test
  void otherColumnsAreRefused() throws IOException {
    CsvFile first = file("1.csv", "a,b,y\n1,2,3\n");
    for (String[] other :
        new String[][] {
          {"a,y", "no b"},
          {"a,b,c,y", "c"},
          {"a,B,y", "no b, but B"},
          {"a,b,y,y", "4 columns"}
        }) {
      Table both = JoinedTable.of(List.of(first, file("2.csv", other[0] + "\n")));
      assertThatThrownBy(() -> both.targets("y").table())
          .isInstanceOf(DataException.class)
          .hasMessage(
              folder.resolve("2.csv")
                  + ", line 1: tables that are joined must have the same columns (got "
                  + other[1]
                  + "; expected the columns of "
                  + folder.resolve("1.csv")
                  + ")");
    }
  }

  @Test
  void ofColumnsOfOneNameTheFirstIsTheFirst() throws IOException {
    Table both =
        JoinedTable.of(List.of(file("1.csv", "a,a,y\n1,2,3\n"), file("2.csv", "y,a,a\n6,4,5\n")));
    List<String> cells = new ArrayList<>();
    try (var rows = both.open()) {
      for (int column = 0; column < 3; column++) {
        String name = rows.header().get(column) + column;
        rows.on(column, cell -> cells.add(name + " " + cell.text()));
      }
      rows.readAll();
    }
    assertThat(cells).containsExactly("a0 1", "a1 2", "y2 3", "y2 6", "a0 4", "a1 5");
  }

  @Test
  void aFileThatChangesIsRefused() throws IOException {
    CsvFile second = file("2.csv", "a,y\n3,4\n");
    StreamingDataset data =
        JoinedTable.of(List.of(file("1.csv", "a,y\n1,2\n"), second)).targets("y").dataset();
    file("2.csv", "a,y\n3,4\n5,6\n");
    assertThatThrownBy(
            () -> {
              try (Batches.Cursor batches = Batches.of(data, 3).epoch()) {
                batches.next();
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(second.name() + ": the file must not change while");
  }

  @Test
  void oneTableIsItself() throws IOException {
    CsvFile one = file("1.csv", "a,y\n");
    assertThat(JoinedTable.of(List.of(one))).isSameAs(one);
    assertThatThrownBy(() -> JoinedTable.of(List.of()))
        .hasMessage("JoinedTable: there must be a table (got none; expected at least one)");
  }
}
