package io.kindling.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.csv.CsvFile;
import io.kindling.spi.TableFormat;
import io.kindling.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms of files are told by their first bytes. */
final class TableFormatsTest {
  /** A form whose files begin with a letter. */
  private record Lettered(char letter) implements TableFormat {
    @Override
    public String name() {
      return "letter " + letter;
    }

    @Override
    public boolean recognises(byte[] head) {
      return head.length > 0 && head[0] == letter;
    }

    @Override
    public Table open(Path file) {
      return CsvFile.of(file).named(name());
    }
  }

  @TempDir Path folder;

  @Test
  void theContentCounts() throws IOException {
    TableFormats formats = new TableFormats(List.of(new Lettered('A'), new Lettered('B')));
    Path file = Files.writeString(folder.resolve("A.csv"), "B…");
    assertThat(formats.find(file).orElseThrow().name()).isEqualTo("letter B");
    Files.writeString(file, "C…");
    assertThat(formats.find(file)).isEmpty();
    assertThat(formats.find(folder.resolve("none"))).isEmpty();
    assertThat(formats.find(folder)).isEmpty();
  }
}
