package io.kindling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.train.Checkpoint;
import io.kindling.train.CheckpointFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that train are killed at any moment; others resume, and end in the same bits. */
final class ResumeKillTest {
  private static final int MOST_MICROSECONDS = 20_000;

  @TempDir Path folder;

  private static Process start(String backend, Path series) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            ResumeProgram.class.getName(),
            backend,
            series.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    // the order in which threads add up is none's to know
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * Trains until the end.
   *
   * @return the hash of what it ended with
   */
  private static String finish(String backend, Path series) throws Exception {
    Process process = start(backend, series);
    try (BufferedReader said = process.inputReader()) {
      String last = said.lines().reduce("", (before, line) -> line);
      assertThat(process.waitFor()).isZero();
      assertThat(last).matches("ended [0-9a-f]{64}");
      return last;
    }
  }

  /** Trains some steps, and is killed somewhere in or after the next. */
  private static void kill(String backend, Path series, int steps, Random random) throws Exception {
    Process process = start(backend, series);
    try (BufferedReader said = process.inputReader()) {
      for (int step = 0; step < steps; step++) {
        assertThat(said.readLine()).isEqualTo("step");
      }
      long until = System.nanoTime() + 1000L * random.nextInt(MOST_MICROSECONDS);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      process.toHandle().destroyForcibly();
      process.waitFor();
    }
  }

  private void killAndResume(String backend, int kills, int seed) throws Exception {
    String undisturbed = finish(backend, folder.resolve("undisturbed-" + seed + ".pt"));
    Path series = Files.createDirectory(folder.resolve("killed-" + seed)).resolve("run.pt");
    Random random = new Random(seed);
    int most = ResumeProgram.STEPS / (kills + 1) / 2;
    long reached = 0;
    for (int i = 0; i < kills; i++) {
      int steps = 1 + random.nextInt(most);
      kill(backend, series, steps, random);
      Optional<Path> newest = CheckpointFiles.newest(series);
      long step = Checkpoint.load(newest.orElseThrow()).step();
      assertThat(step).isBetween(reached + steps, (long) ResumeProgram.STEPS);
      reached = step;
    }
    assertThat(reached).as("the kills came in the middle").isLessThan(ResumeProgram.STEPS);
    assertThat(finish(backend, series)).isEqualTo(undisturbed);
    try (Stream<Path> left = Files.list(series.getParent())) {
      assertThat(left).as("three checkpoints, no temporary file").hasSize(3);
    }
  }

  @Test
  void cpuEndsInTheSameBits() throws Exception {
    killAndResume("cpu", 4, 1);
  }

  @Test
  void libtorchWithOneThreadEndsInTheSameBits() throws Exception {
    killAndResume("libtorch", 1, 2);
  }

  @Test
  @Tag("soak")
  void cpuEndsInTheSameBitsAfterManyKills() throws Exception {
    for (int seed = 100; seed < 120; seed++) {
      killAndResume("cpu", 10, seed);
    }
  }
}
