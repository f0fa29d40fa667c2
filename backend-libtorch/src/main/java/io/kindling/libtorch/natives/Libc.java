package io.kindling.libtorch.natives;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which C library a Linux system has: LibTorch is built for glibc and may crash on another. */
final class Libc {
  private Libc() {}

  /**
   * Whether the system is one of musl only.
   *
   * @param root the file system's root
   */
  static boolean isMuslOnly(Path root) {
    return has(root.resolve("lib"), "ld-musl-*")
        && !has(root.resolve("lib"), "ld-linux*")
        && !has(root.resolve("lib64"), "ld-linux*");
  }

  private static boolean has(Path folder, String pattern) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      return found.iterator().hasNext();
    } catch (IOException e) {
      return false; // unreadable: let the loading itself say what is wrong
    }
  }
}
