package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.model.TrainedModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C, and other signals that ask a command to end. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
final class InterruptionTest {
  /** More than anybody waits for. */
  private static final String ENDLESS = "--epochs=2000000000";

  private static final String FIRST_EPOCH = "epoch 1,";

  /** Who runs the tests in the background has its signals ignored, and so would the command. */
  private static final List<String> DEFAULTS = List.of("env", "--default-signal=INT,TERM,HUP");

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  /** A command in a process of its own, in the folder. */
  private Process start(String front, String... args) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> words = new ArrayList<>(DEFAULTS);
    words.addAll(List.of("sh", "-c", front + "exec \"$@\"", "sh"));
    words.addAll(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(args));
    Process process = new ProcessBuilder(words).directory(folder.toFile()).start();
    started.add(process);
    return process;
  }

  private static void kill(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, process.pid() + "").start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Reads up to a line that begins so. */
  private static BufferedReader await(Process process, String line) throws IOException {
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String read = said.readLine();
    while (read != null && !read.startsWith(line)) {
      read = said.readLine();
    }
    assertThat(read).as("a line that begins with %s", line).isNotNull();
    return said;
  }

  private static String complaints(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Waits for a file of such a name. */
  private void await(WatchService watch, String name) throws Exception {
    while (files().stream().noneMatch(file -> file.matches(name))) {
      watch.take().reset();
    }
  }

  private WatchService watch() throws IOException {
    WatchService watch = folder.getFileSystem().newWatchService();
    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    return watch;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void aTrainingEndsAfterItsStepAndIsWritten(String signal, int code) throws Exception {
    Process process =
        start(
            "",
            "train",
            ENDLESS,
            "--save=a model.pt",
            "--history=history.csv",
            "--predictions=predictions.csv",
            "--plot=plot.svg",
            "--plot=losses:losses.svg",
            "--report=report.html");
    try (BufferedReader said = await(process, FIRST_EPOCH)) {
      kill(process, signal);
      assertThat(said.lines()).anyMatch(line -> line.startsWith("y = "));
    }
    assertThat(complaints(process))
        .matches(
            "kindling: interrupted in epoch \\d+: a model.pt has what was learned so far; the same"
                + " command with --init 'a model.pt' goes on from there\n");
    assertThat(process.waitFor()).isEqualTo(code);
    assertThat(files())
        .containsExactly(
            "a model.pt",
            "history.csv",
            "losses.svg",
            "plot.svg",
            "predictions.csv",
            "report.html");
    TrainedModel.load(folder.resolve("a model.pt"));
  }

  @Test
  void whatWasNotToBeSavedIsNotSavedAndThatIsSaid() throws Exception {
    Process process = start("", "train", ENDLESS);
    try (BufferedReader said = await(process, FIRST_EPOCH)) {
      kill(process, "INT");
      assertThat(said.lines()).isNotEmpty();
    }
    assertThat(complaints(process))
        .matches(
            "kindling: interrupted in epoch \\d+: nothing was saved; with --save FILE what is"
                + " learned is kept, this way too\n");
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(files()).isEmpty();
  }

  /** A hundred thousand checkpoints take longer than it takes to see the first. */
  @Test
  void anEpochNeedNotBeCompletedAndACheckpointGoesOn() throws Exception {
    StringBuilder table = new StringBuilder("x,y\n");
    for (int row = 0; row < 100_000; row++) {
      table.append(row % 7).append(',').append(row % 7 * 2 + 1).append('\n');
    }
    Files.writeString(folder.resolve("table.csv"), table);
    try (WatchService watch = watch()) {
      Process process =
          start(
              "",
              "train",
              "table.csv",
              "--target=y",
              "--optimizer=sgd(0.001)",
              "--batch-size=1",
              "--early-stopping=3",
              "--checkpoint-every=1",
              "--save=model.pt",
              "--history=history.csv",
              "--plot=losses:losses.svg",
              "--report=report.html",
              "--json");
      await(watch, "model.checkpoint-.*");
      kill(process, "INT");
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        assertThat(said.readLine())
            .contains("\"epochs\":0,\"end\":\"cancelled\",\"best_epoch\":0,\"losses\":[]");
      }
      assertThat(complaints(process))
          .isEqualTo(
              "kindling: interrupted in epoch 1: model.pt has what was learned so far; kindling"
                  + " train --resume model.pt goes on from the last checkpoint\n");
      assertThat(process.waitFor()).isEqualTo(130);
    }
    assertThat(folder.resolve("history.csv")).hasContent("epoch,loss");
    assertThat(files())
        .contains("losses.svg", "model.pt", "report.html")
        .noneMatch(name -> name.startsWith(".kindling"));
    Process resumed = start("", "train", "--resume", "model.pt");
    try (BufferedReader said = await(resumed, "resumed from ")) {
      kill(resumed, "INT");
      assertThat(said.lines()).isNotNull();
    }
    assertThat(resumed.waitFor()).isEqualTo(130);
  }

  /** As long as it reads, nothing has been learned that might be kept. */
  @Test
  void allElseEndsAtOnceAndLeavesNothing() throws Exception {
    try (WatchService watch = watch()) {
      Process process = start("", "train", "-", "--target=y", "--save=model.pt");
      await(watch, ".*.table");
      kill(process, "INT");
      assertThat(process.waitFor()).isEqualTo(130);
      assertThat(complaints(process)).isEmpty();
      assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  /** What is written to a pipe that nobody reads takes for ever. */
  @Test
  void theSecondTimeItEndsAtOnce() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", folder + "/pipe").start().waitFor()).isZero();
    Process process =
        start("", "train", ENDLESS, "--save=model.pt", "--history=pipe", "--predictions=p.csv");
    try (WatchService watch = watch();
        BufferedReader said = await(process, FIRST_EPOCH)) {
      kill(process, "INT");
      await(watch, "model.pt");
      kill(process, "INT");
      assertThat(process.waitFor()).isEqualTo(130);
      assertThat(said.lines()).anyMatch(line -> line.startsWith("y = "));
    }
    assertThat(complaints(process)).isEmpty();
    assertThat(files()).containsExactly("model.pt", "pipe");
  }

  @Test
  void whoIgnoresASignalGoesOnIgnoringIt() throws Exception {
    Process process = start("trap '' INT; ", "train", ENDLESS);
    try (BufferedReader said = await(process, FIRST_EPOCH)) {
      kill(process, "INT");
      kill(process, "TERM");
      assertThat(said.lines()).isNotEmpty();
    }
    assertThat(process.waitFor()).isEqualTo(143);
  }
}
