package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;

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
}
