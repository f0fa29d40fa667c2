package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too long for an array is refused before one is asked for. */
final class LongLinesTest {
  @TempDir Path folder;

  private CsvFile file(String text) throws IOException {
    return CsvFile.of(Files.writeString(folder.resolve("rows.csv"), text));
  }

  @Test
  void aLineThatIsTooLongIsNamedWhereItBegins() throws IOException {
    CsvFile source = file("a,y\n1,2\n" + "1".repeat(3000) + ",2\n3,4\n");
    try (CsvText text = CsvText.open(source)) {
      Columns columns = new Columns(source, text.head(), List.of("a", "y"));
      Scanner scanner = new Scanner(text, columns, 1000);
      Block block = new Block(100);
      scanner.read(block);
      assertThat(block.rows).isEqualTo(2);
      scanner.read(block);
      assertThat(block.rows).isZero();
      assertThat(block.failure)
          .hasMessage(
              source.name()
                  + ", line 3: a line must fit into memory (got one of more than a gigabyte;"
                  + " expected lines of some kilobytes; the rows of a table must end with a line's"
                  + " end)");
      assertThat(scanner.isAtEnd()).isTrue();
    }
  }

  @Test
  void aLongLineIsReadUpToThere() throws IOException {
    CsvFile source = file("a,y\n" + "1".repeat(900) + ",2\n");
    try (CsvText text = CsvText.open(source)) {
      Scanner scanner = new Scanner(text, new Columns(source, text.head(), List.of()), 1000);
      Block block = new Block(100);
      scanner.read(block);
      scanner.read(block);
      assertThat(block.failure).isNull();
      assertThat(block.ends[0] - block.starts[0]).isEqualTo(900);
    }
  }

  @Test
  void aCellInQuotesThatIsTooLongIsNamed() throws IOException {
    CsvFile source = file("a,y\n1,2\n\"" + "1".repeat(40 << 20) + "\",2\n");
    assertThatThrownBy(() -> source.targets("y").table())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(", line 3: a cell must not have too many characters (got more than");
  }
}
