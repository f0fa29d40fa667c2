package io.kindling.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.cli.table.WatchedTable;
import io.kindling.csv.CsvFile;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last line of a terminal, by a clock that is turned by hand. */
final class ProgressTest {
  private final StringWriter terminal = new StringWriter();
  private long now;

  private Progress progress(int columns) {
    return new Progress(new PrintWriter(terminal), () -> now, () -> columns);
  }

  /** What has been drawn since the last time. */
  private String drawn(Progress progress, double seconds) {
    terminal.getBuffer().setLength(0);
    now = (long) (seconds * 1e9);
    progress.draw();
    return terminal.toString();
  }

  @Test
  void isThereFromTheThirdSecondOnAndCleansUpAfterItself() {
    Progress progress = progress(80);
    Stage stage = progress.begin("reading", 1000, true);
    stage.at(250);
    assertThat(drawn(progress, 1.9)).isEmpty();
    String line = drawn(progress, 2);
    assertThat(line)
        .isEqualTo(
            "\rreading [########------------------------] 25%, 250 rows, 125 rows/s, 6 s left");
    progress.print(() -> terminal.append("a line\n"));
    assertThat(terminal.toString())
        .endsWith("left\r" + " ".repeat(line.length() - 1) + "\ra line\n");
    assertThat(drawn(progress, 3)).startsWith("\rreading [");
    progress.end(stage);
    assertThat(terminal.toString()).endsWith(" \r");
    assertThat(drawn(progress, 9)).isEmpty();
  }

  @Test
  void ofATableItsRowsAreCountedAndNotItsHeader(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "x,y\n1,2\n3,4\n");
    Progress progress = progress(80);
    try (TableRows rows = new WatchedTable(CsvFile.of(file), progress, "reading").open()) {
      assertThat(rows.readAll()).isEqualTo(2);
      assertThat(drawn(progress, 3)).contains(", 2 rows");
    }
  }

  @Test
  void aShorterLineCoversALongerOne() {
    Progress progress = progress(80);
    Stage stage = progress.begin("epoch 1 of 3", 300, false);
    stage.note("loss 0.125");
    stage.at(100);
    String longer = drawn(progress, 10);
    stage.note("");
    stage.at(300);
    String shorter = drawn(progress, 20);
    assertThat(longer)
        .isEqualTo(
            "\repoch 1 of 3 [########-----------------] 33%, 10 rows/s, 20 s left, loss 0.125");
    assertThat(shorter).hasSizeGreaterThanOrEqualTo(longer.length()).contains("] 100%, 15 rows/s");
  }

  @Test
  void fitsANarrowTerminalWithWhatMattersMost() {
    Progress progress = progress(40);
    Stage stage = progress.begin("epoch 12 of 100", 1e9, false);
    stage.note("loss 0.012345678, validation loss 0.012345678");
    stage.at(123_456_789);
    assertThat(drawn(progress, 100)).isEqualTo("\repoch 12 of 100, 12%, 11 min 51 s left");
    assertThat(drawn(progress(10), 100)).isEmpty();
    Progress narrow = progress(10);
    narrow.begin("a last look at the rows", 0, false);
    assertThat(drawn(narrow, 200)).isEqualTo("\ra last lo");
  }

  @Test
  void saysWhatIsKnownWhereTheEndIsNot() {
    Progress progress = progress(80);
    Stage stage = progress.begin("reading", -1, true);
    assertThat(drawn(progress, 2)).isEqualTo("\rreading, 0 rows");
    stage.at(1_234_567);
    assertThat(drawn(progress, 4)).isEqualTo("\rreading, 1,234,567 rows, 308,642 rows/s");
  }

  @Test
  void whatWasDoneBeforeIsNoSpeed() {
    Progress progress = progress(80);
    Stage stage = progress.begin("epoch 51 of 100", 1000, false);
    stage.from(500);
    stage.at(510);
    assertThat(drawn(progress, 10)).contains("] 51%, 1 rows/s, 8 min 10 s left");
  }

  @Test
  void whereNobodyWatchesThereIsNone() {
    assertThat(Progress.of(/* silent= */ false).isShown()).isFalse(); // no terminal
    Progress progress = progress(80);
    assertThat(progress.isShown()).isFalse();
  }
}
