package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telling glibc from musl by the loaders that are installed. */
final class LibcTest {
  @TempDir Path root;

  private void install(String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.createFile(root.resolve(file));
  }

  @Test
  void alpineHasMuslOnly() throws IOException {
    install("lib/ld-musl-x86_64.so.1");
    assertThat(Libc.isMuslOnly(root)).isTrue();
  }

  @Test
  void debianWithMuslInstalledHasGlibc() throws IOException {
    install("lib/ld-musl-x86_64.so.1");
    install("lib64/ld-linux-x86-64.so.2");
    assertThat(Libc.isMuslOnly(root)).isFalse();
  }

  @Test
  void whereNothingIsKnownTheLoadingDecides() {
    assertThat(Libc.isMuslOnly(root)).isFalse();
  }

  /** The finding of a process that has such a file in its memory. */
  private Finding finding(String name, String contents) throws IOException {
    Path file = Files.writeString(root.resolve(name), contents);
    String line = "7f4-7f5 r-xp 00000000 fe:00 339380                     ";
    Path list = Files.writeString(root.resolve("maps"), "0-1 rw-p 0 00:00 0 \n" + line + file);
    return Libc.finding(new LoadedFiles(list));
  }

  @Test
  void theVersionIsReadFromTheLibraryItself() throws IOException {
    String text = "\0\0GNU C Library (Debian GLIBC 2.36-9) stable release version 2.36.\n\0";
    assertThat(finding("libc.so.6", text))
        .isEqualTo(Finding.ok("libc", "glibc 2.36, " + root.resolve("libc.so.6")));
    assertThat(finding("libc-2.31.so", ""))
        .isEqualTo(Finding.ok("libc", "glibc, " + root.resolve("libc-2.31.so")));
  }

  @Test
  void whatIsTooOldOrAnotherIsAProblem() throws IOException {
    Finding old = finding("libc.so.6", "GNU C Library stable release version 2.9, by");
    assertThat(old.verdict()).isEqualTo(Finding.Verdict.PROBLEM);
    assertThat(old.detail())
        .isEqualTo("glibc 2.9, " + root.resolve("libc.so.6") + "; LibTorch needs 2.28 or newer");
    Finding musl = finding("ld-musl-x86_64.so.1", "");
    assertThat(musl.verdict()).isEqualTo(Finding.Verdict.PROBLEM);
    assertThat(musl.detail()).startsWith("musl, ");
  }

  @Test
  void whatIsNotKnownIsNoProblem() {
    assertThat(Libc.finding(new LoadedFiles(root.resolve("none"))).verdict())
        .isEqualTo(Finding.Verdict.NOTE);
  }
}
