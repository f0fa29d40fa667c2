package io.kindling.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are a training's checkpoints. */
final class CheckpointFilesTest {
  @TempDir Path folder;

  private Path make(String name) throws IOException {
    return Files.writeString(folder.resolve(name), name);
  }

  @ParameterizedTest
  @CsvSource({
    "run.pt, run.checkpoint-100.pt",
    "run, run.checkpoint-100",
    "my.run.pt, my.run.checkpoint-100.pt",
    ".run, .run.checkpoint-100",
    "run., run.checkpoint-100.",
    "[a].pt, [a].checkpoint-100.pt"
  })
  void theNumberGoesBeforeTheEnding(String series, String file) throws IOException {
    Path path = folder.resolve(series);
    assertThat(new CheckpointFiles(path).file(100)).isEqualTo(folder.resolve(file));
    assertThat(CheckpointFiles.newest(path)).isEmpty();
    Path made = make(file);
    assertThat(CheckpointFiles.newest(path)).contains(made);
  }

  @Test
  void theNewestIsTheOneOfMostStepsAsNumbersGo() throws IOException {
    make("run.checkpoint-9.pt");
    Path newest = make("run.checkpoint-1000.pt");
    make("run.checkpoint-200.pt");
    assertThat(CheckpointFiles.newest(folder.resolve("run.pt"))).contains(newest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run.pt",
        "run.checkpoint-.pt",
        "run.checkpoint-0.pt",
        "run.checkpoint-01.pt",
        "run.checkpoint-+1.pt",
        "run.checkpoint--1.pt",
        "run.checkpoint-1.pt.old",
        "run.checkpoint-1",
        "run.checkpoint-1e3.pt",
        "run.checkpoint-٣.pt",
        "run.checkpoint-1234567890123456789.pt",
        "xrun.checkpoint-1.pt",
        "RUN.checkpoint-1.pt",
        "run.checkpoint-pt"
      })
  void otherNamesDoNotCount(String name) throws IOException {
    make(name);
    CheckpointFiles files = new CheckpointFiles(folder.resolve("run.pt"));
    assertThat(files.all()).isEmpty();
    files.checkNew();
    files.keepLast(0, Long.MAX_VALUE);
    assertThat(folder.resolve(name)).hasContent(name);
  }

  @Test
  void onlyTheOldestUpToAStepAreDeleted() throws IOException {
    for (int step = 1; step <= 6; step++) {
      make("run.checkpoint-" + step + ".pt");
    }
    CheckpointFiles files = new CheckpointFiles(folder.resolve("run.pt"));
    files.keepLast(2, 4);
    assertThat(files.all()).containsOnlyKeys(3L, 4L, 5L, 6L);
  }

  @Test
  void aFolderThatIsNotThereHasNone() {
    assertThat(CheckpointFiles.newest(folder.resolve("none").resolve("run.pt"))).isEmpty();
  }

  @Test
  void aSeriesHasAName() {
    Path root = folder.getRoot();
    assertThatThrownBy(() -> CheckpointFiles.newest(root))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "checkpoints: the path must have a file name (got " + root + "; expected run.pt)");
  }
}
