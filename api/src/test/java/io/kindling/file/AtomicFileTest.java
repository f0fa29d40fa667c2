package io.kindling.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is replaced whole or not at all. */
final class AtomicFileTest {
  private static final Set<String> WRITABLE =
      Set.of("new", "old", "link to old", "link to new", "link/../new");

  @TempDir Path folder;

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void expectOnly(Path... files) throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      assertThat(there).containsExactlyInAnyOrder(files);
    }
  }

  @Test
  void makesAndReplacesAFile() throws IOException {
    Path file = folder.resolve("file");
    write(file, "new");
    assertThat(file).hasContent("new");
    write(file, "newer");
    assertThat(file).hasContent("newer");
    expectOnly(file);
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("file");
    write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("disk full");
                    }))
        .hasMessage(file + " could not be written and is as it was: disk full");
    assertThat(file).hasContent("old");
    expectOnly(file);
  }

  @Test
  void whatIsNoFileIsWrittenToAndStays() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    write(pipe, "through it");
    assertThat(reader.getInputStream().readAllBytes()).asString().isEqualTo("through it");
    assertThat(Files.isRegularFile(pipe)).isFalse();
    expectOnly(pipe);
  }

  @Test
  void permissionsStay() throws IOException {
    Path file = folder.resolve("file");
    write(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    write(file, "new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aNewFileHasThePermissionsOfAnyNewFile() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    Path file = folder.resolve("file");
    write(file, "new");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void symbolicLinksAreFollowed() throws IOException {
    Path target = folder.resolve("target");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    write(link, "through");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(target).hasContent("through");
    write(link, "again");
    assertThat(target).hasContent("again");
    expectOnly(link, target);
  }

  @Test
  void aFolderOrACircleIsRefused() throws IOException {
    assertThatThrownBy(() -> write(folder, "x")).hasMessageContaining("is a folder");
    Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    assertThatThrownBy(() -> write(circle, "x")).isInstanceOf(IOException.class);
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("no/file");
    assertThatThrownBy(() -> write(file, "x"))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": there is no folder " + file.getParent());
  }

  @Test
  void permissionsHoldFromTheFirstByteOn() throws IOException {
    Path file = folder.resolve("file");
    write(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[1 << 20]);
          Path temporary = temporaries().get(0);
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
              .isEqualTo("rw-------");
        });
    expectOnly(file);
  }

  private List<Path> temporaries() throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there.filter(path -> path.toString().endsWith(".tmp")).toList();
    }
  }

  @Test
  void anInterruptDoesNotStopASave() throws IOException {
    Path file = folder.resolve("file");
    Thread.currentThread().interrupt();
    try {
      write(file, "new");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(file).hasContent("new");
    AtomicFile.write(
        file,
        out -> {
          Thread.currentThread().interrupt();
          out.write(new byte[1 << 20]);
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasSize(1 << 20);
    expectOnly(file);
  }

  @Test
  void aSaveWithinASaveIsLeftAlone() throws IOException {
    Path outer = folder.resolve("outer");
    Path inner = folder.resolve("inner");
    AtomicFile.write(
        outer,
        out -> {
          out.write(new byte[1 << 20]);
          write(inner, "inner");
          write(outer, "in between");
        });
    assertThat(outer).hasSize(1 << 20);
    assertThat(inner).hasContent("inner");
    expectOnly(outer, inner);
  }

  /** A file as another process would have left it. */
  private Path left(String system, Duration age) throws IOException {
    Path path =
        Files.createFile(folder.resolve(".kindling-" + system + "-abc-" + age.toHours() + ".tmp"));
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    return path;
  }

  @Test
  void whatOtherProcessesLeftIsSweptAndNothingElse() throws IOException {
    write(folder.resolve("probe"), "there before");
    String system = Temporaries.newName().split("-")[1];
    left(system, Duration.ZERO);
    left(system, Duration.ofHours(2));
    Path mayBeWritten = left("dead", Duration.ZERO);
    left("dead", Duration.ofHours(2));
    Path others = Files.createFile(folder.resolve(".kindling-notes.tmp"));
    Path links = Files.createSymbolicLink(folder.resolve(".kindling-1-2-3.tmp"), Path.of("probe"));
    Path ours = Files.createFile(folder.resolve(Temporaries.newName()));
    write(folder.resolve("file"), "new");
    expectOnly(folder.resolve("probe"), folder.resolve("file"), mayBeWritten, others, links, ours);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new",
        "old",
        "link to old",
        "link to new",
        "link/../new",
        "missing/new",
        "missing/../new",
        "old/new",
        "folder",
        "link into missing",
        "circle",
        "LONG"
      })
  void whatCannotBeWrittenIsFoundBefore(String name) throws IOException {
    write(folder.resolve("old"), "old");
    Files.createDirectory(folder.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("folder"));
    Files.createSymbolicLink(folder.resolve("link to old"), Path.of("old"));
    Files.createSymbolicLink(folder.resolve("link to new"), Path.of("folder/new"));
    Files.createSymbolicLink(folder.resolve("link into missing"), Path.of("missing/new"));
    Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    Path target = folder.resolve(name.equals("LONG") ? "x".repeat(300) : name);
    List<Path> before = all();
    Path checked = null;
    try {
      checked = AtomicFile.check(target);
    } catch (IOException e) {
      assertThatThrownBy(() -> write(target, "new")).isInstanceOf(IOException.class);
    }
    assertThat(all()).as("what a check leaves").isEqualTo(before);
    assertThat(folder.resolve("old")).hasContent("old");
    if (checked != null) {
      write(target, "new");
      assertThat(checked).isRegularFile().hasContent("new");
    }
    assertThat(checked != null).isEqualTo(WRITABLE.contains(name));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "it has a folder that nobody may write to")
  void noPlaceToWriteToIsFoundBefore() {
    assertThatThrownBy(() -> AtomicFile.check(Path.of("/proc/model.pt")))
        .isInstanceOf(IOException.class);
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> there = Files.walk(folder)) {
      return there.sorted().toList();
    }
  }
}
