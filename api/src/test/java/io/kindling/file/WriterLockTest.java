package io.kindling.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer at a time. */
final class WriterLockTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("model.pt");
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there.toList();
    }
  }

  private void refused(Path target, String holder) {
    assertThatThrownBy(() -> WriterLock.of("--save", target))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "--save: one training at a time may write a file (got "
                + target
                + ", which another training ("
                + holder
                + ") writes to; expected a file that no other writes to; wait until that one ends"
                + " or choose another name)");
  }

  @Test
  void isHadOnceInAProcessUntilItIsClosed() throws IOException {
    try (WriterLock lock = WriterLock.of("--save", file)) {
      refused(file, "this process");
      refused(file, "this process"); // the refusal has not freed it
      WriterLock.of("--save", folder.resolve("another.pt")).close();
      assertThat(lock).isNotNull();
    }
    assertThat(all()).isEmpty();
    WriterLock.of("--save", file).close();
  }

  @Test
  void isOfTheFileWhateverLinkLeadsToIt() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("model.pt"));
    try (WriterLock lock = WriterLock.of("--save", link)) {
      refused(file, "this process");
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void isHadByAThreadThatWasInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    WriterLock.of("--save", file).close();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void isAnotherProcesssUntilItIsKilled() throws Exception {
    Process other = holder();
    refused(file, "process " + other.pid());
    other.destroyForcibly().waitFor();
    WriterLock.of("--save", file).close();
    assertThat(all()).isEmpty();
  }

  @Test
  void leavesNothingWhenAProcessEnds() throws Exception {
    Process other = holder();
    assertThat(all()).hasSize(1);
    other.getOutputStream().close();
    assertThat(other.waitFor()).isZero();
    assertThat(all()).isEmpty();
  }

  @Test
  void makesNoFileWhereTheProcessIsEndingAlready() throws Exception {
    Process other = SavingProgram.process(List.of(), "lock at the end", file + "").start();
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.lines()).containsExactly("the JVM is ending");
    }
    assertThat(all()).isEmpty();
  }

  private Process holder() throws IOException {
    Process other = SavingProgram.process(List.of(), "lock", file.toString()).start();
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("locked");
    }
    return other;
  }
}
