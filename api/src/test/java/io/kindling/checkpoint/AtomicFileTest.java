package io.kindling.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is replaced whole or not at all. */
final class AtomicFileTest {
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
        .hasMessage("disk full");
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
}
