package io.kindling.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, held up or run out of room while they save. */
final class AtomicFileKillTest {
  private static final int MOST_MILLISECONDS = 100;

  @TempDir Path folder;

  private List<Path> all() throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there.toList();
    }
  }

  /**
   * Kills a process that saves, a while after its first save.
   *
   * @return the last number that it said it had saved
   */
  private static long killed(Path file, long first, int milliseconds) throws Exception {
    Process process = SavingProgram.process(List.of(), "loop", file.toString(), first + "").start();
    try (BufferedReader said = process.inputReader()) {
      long last = Long.parseLong(said.readLine());
      Thread.sleep(milliseconds);
      // not Process.destroyForcibly, which throws away what was said last
      process.toHandle().destroyForcibly();
      process.waitFor();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        last = Long.parseLong(line);
      }
      return last;
    }
  }

  /** {@return how many kills left a temporary file} */
  private int kill(int times) throws Exception {
    Path file = folder.resolve("file");
    Random random = new Random(times);
    int left = 0;
    long number = 0;
    for (int i = 0; i < times; i++) {
      long acknowledged = killed(file, number + 1, random.nextInt(MOST_MILLISECONDS));
      number = SavingProgram.saved(file);
      // the one that was being saved may be there already
      assertThat(number).isBetween(acknowledged, acknowledged + 1);
      left += all().size() - 1;
      SavingProgram.save(file, ++number);
      assertThat(all()).containsExactly(file);
    }
    return left;
  }

  @Test
  void killingASaveTearsNothingAndLosesNothing() throws Exception {
    kill(8);
  }

  @Test
  @Tag("soak")
  void killingManySavesTearsNothingAndLosesNothing() throws Exception {
    int left = kill(200);
    System.out.println("200 kills left " + left + " temporary files, all swept by the next save");
    assertThat(left).isPositive();
  }

  @Test
  void whatAnotherProcessStillWritesIsNotSwept() throws Exception {
    Path file = folder.resolve("file");
    Process process = SavingProgram.process(List.of(), "slow", file.toString()).start();
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.readLine()).isEqualTo("half");
      SavingProgram.save(folder.resolve("other"), 2);
      SavingProgram.save(file, 2);
      assertThat(all()).hasSize(3);
      process.getOutputStream().close();
      assertThat(said.readLine()).isEqualTo("saved");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(SavingProgram.saved(file)).isEqualTo(1);
    assertThat(all()).hasSize(2);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "can only kill")
  void whoIsAskedToEndLeavesNothing() throws Exception {
    Process process =
        SavingProgram.process(List.of(), "slow", folder.resolve("file").toString()).start();
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.readLine()).isEqualTo("half");
      assertThat(all()).hasSize(1);
      process.toHandle().destroy(); // keeps what it reads open, or it would save and be done
      assertThat(process.waitFor()).isEqualTo(143);
    }
    assertThat(all()).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no ulimit")
  void runningOutOfRoomLeavesTheOldFile() throws Exception {
    Path file = folder.resolve("file");
    SavingProgram.save(file, 1);
    Process process =
        SavingProgram.process(
                List.of("sh", "-c", "ulimit -f 2000; exec \"$@\"", "sh"),
                "once",
                file.toString(),
                "2")
            .start();
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.readLine())
          .isEqualTo(file + " could not be written and is as it was: File too large");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(SavingProgram.saved(file)).isEqualTo(1);
    assertThat(all()).containsExactly(file);
  }
}
