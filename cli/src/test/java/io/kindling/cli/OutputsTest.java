package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static io.kindling.cli.Run.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.file.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written: found out before the training, never over another file, never lost unsaid. */
final class OutputsTest {
  private static final String FULL = "/dev/full";

  @TempDir Path folder;

  private List<Path> all() throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--save", "--history", "--predictions", "--plot", "--report"})
  void whatCannotBeWrittenIsRefusedBeforeTheTraining(String option) throws IOException {
    Path dangling = Files.createSymbolicLink(folder.resolve("link.png"), Path.of("missing/x.png"));
    List<Path> before = all();
    Path up = folder.resolve("missing/../x.png");
    refused(kindling("train", option, up), option + ": its folder must exist (got " + up);
    refused(
        kindling("train", option, dangling),
        option + ": the file must be writable (got " + dangling + ", there is no folder ");
    Path tooLong = folder.resolve("x".repeat(300) + ".png");
    Run longer = kindling("train", option, tooLong);
    refused(longer, option + ": the file must be writable (got " + folder);
    assertThat(longer.err()).contains("xxx.png, File name too long"); // its middle left out
    refused(kindling("train", option, folder), option + ": the path must be that of a file");
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void predictAndConvertFindItOutAsWell() {
    Path up = folder.resolve("missing/../x.pt");
    refused(kindling("convert", up, up), "OUT: its folder must exist");
    refused(
        kindling("predict", "--model-file", "m.pt", "--data", "d.csv", "--out", up),
        "--out: its folder must exist");
  }

  @Test
  void aNameWithoutRoomForTheStepIsRefusedBeforeTheTraining() throws IOException {
    Path model = folder.resolve("x".repeat(245) + ".pt");
    Run run = kindling("train", "--save", model, "--checkpoint-every", 1, "--quiet");
    refused(run, "--checkpoint-every: checkpoints must be writable (got ");
    assertThat(all()).isEmpty();
  }

  @Test
  void noOutputIsCalledAsACheckpointIs() {
    Path model = folder.resolve("z.pt");
    Path history = folder.resolve("z.checkpoint-1.pt");
    refused(
        kindling("train", "--save", model, "--history", history, "--checkpoint-every", 1),
        "--history: the file must not be called as a checkpoint of --checkpoint-every is (got "
            + history);
  }

  @Test
  void noOutputIsWrittenOverAnother() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    refused(
        kindling(
            "train", "--history", real.resolve("x.csv"), "--predictions", link.resolve("x.csv")),
        "--predictions: a file must not be written over another of the same command (got ");
  }

  @Test
  void anotherTrainingIsNotWrittenOver() throws IOException {
    Path model = folder.resolve("model.pt");
    try (WriterLock other = WriterLock.of("test", model)) {
      refused(
          kindling("train", "--save", model),
          "--save: one training at a time may write a file (got " + model + ", which another");
      assertThat(other).isNotNull();
    }
    assertThat(kindling("train", "--save", model, "--quiet").code()).isZero();
    assertThat(all()).containsExactly(model);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "it has a device that is always full")
  void whereOneFileCannotBeWrittenTheOthersStillAre() throws IOException {
    Path picture = Files.createSymbolicLink(folder.resolve("full.png"), Path.of(FULL));
    Path model = folder.resolve("model.pt");
    Path predictions = folder.resolve("predictions.csv");
    for (List<Object> full :
        List.<List<Object>>of(List.of("--history", FULL), List.of("--plot", picture))) {
      Run run =
          kindling(
              "train",
              "--quiet",
              "--save",
              model,
              "--predictions",
              predictions,
              full.get(0),
              full.get(1));
      refused(run, full.get(1) + ": the file must be writable (got ");
      assertThat(predictions).isRegularFile();
      Files.delete(predictions);
      Files.delete(model);
    }
    Files.delete(picture);
    Run run = kindling("train", "--quiet", "--save", FULL, "--predictions", predictions);
    refused(run, FULL + ": the file must be writable (got ");
    assertThat(predictions).isRegularFile();
  }
}
