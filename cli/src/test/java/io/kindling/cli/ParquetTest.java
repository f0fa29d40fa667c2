package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files, which the command takes as tables where the artifact for them is there. */
final class ParquetTest {
  private static final Path FILES =
      Path.of("../extensions/parquet/src/test/resources/io/kindling/parquet");
  private static final Path ROWS = FILES.resolve("zstd.parquet");

  @TempDir Path folder;

  private static Object[] training(Path table, Object... more) {
    Object[] usual = {
      "train",
      "--data",
      table,
      "--target=id",
      "--features=flag,x",
      "--standardize",
      "--optimizer=sgd(lr=0.1)"
    };
    Object[] all = Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return all;
  }

  private Path sameAsText() throws IOException {
    StringBuilder text = new StringBuilder("id,x,flag\n");
    for (int i = 0; i < 1000; i++) {
      text.append(i + "," + i / 7.0 + "," + (i % 3 == 0 ? 1 : 0) + "\n");
    }
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  @Test
  void trainsAsOnTheSameTableInText() throws IOException {
    Run run = kindling(training(ROWS));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(kindling(training(sameAsText())).out()).contains("R2");
  }

  @Test
  void isRecognisedByItsContent() throws IOException {
    Path file = Files.copy(ROWS, folder.resolve("rows.csv"));
    assertThat(kindling(training(file)).out()).isEqualTo(kindling(training(ROWS)).out());
  }

  @Test
  void streamsAndPredicts() {
    Path model = folder.resolve("model.pt");
    Run streamed = kindling(training(ROWS, "--stream", "--batch-size=1000", "--save=" + model));
    assertThat(streamed.err()).isEmpty();
    assertThat(streamed.out()).contains("streamed: " + ROWS + " is read anew in every epoch");
    Run predicted = kindling("predict", "--model-file", model, "--data", ROWS);
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.lines()).hasSize(1001).startsWith("id,id_predicted");
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    Run nested = kindling("train", "--data", FILES.resolve("nested.parquet"), "--target=y");
    assertThat(nested.err())
        .hasLineCount(1)
        .contains("wanted columns must be flat (got 'list', a list, 'struct', a group")
        .contains("leave them out with --exclude");
    assertThat(nested.code()).isEqualTo(2);
    byte[] whole = Files.readAllBytes(ROWS);
    Path cut = folder.resolve("cut.parquet");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    Run damaged = kindling(training(cut));
    assertThat(damaged.err()).hasLineCount(1).contains("the file must be readable as Parquet");
    assertThat(damaged.code()).isEqualTo(2);
  }

  @Test
  void nothingElseSpeaks() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.kindling.cli.Main",
                "train",
                "--data=" + FILES.resolve("snappy.parquet"),
                "--target=id",
                "--features=x",
                "--epochs=1",
                "--quiet")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said).isEmpty();
  }
}
