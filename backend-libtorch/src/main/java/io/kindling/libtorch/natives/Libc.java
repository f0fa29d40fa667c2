package io.kindling.libtorch.natives;

import io.kindling.core.Finding;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which C library a Linux system has: LibTorch is built for glibc and may crash on another. */
final class Libc {
  /** What to do where it is musl. */
  static final String TAKE_ANOTHER =
      "use an image with glibc, for instance Debian's, or backend cpu";

  /** What LibTorch is built on. */
  private static final Version OLDEST = Version.parse("2.28");

  private static final Pattern FILE = Pattern.compile("libc\\.so\\.6|libc-\\d.*\\.so|ld-musl-.*");
  private static final Pattern VERSION =
      Pattern.compile("GNU C Library [^\\n]* version (\\d+)\\.(\\d+)");

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

  /**
   * Which one this process runs on, and its version where it says so itself.
   *
   * @param loaded the files that the process has in its memory
   */
  static Finding finding(LoadedFiles loaded) {
    Optional<Path> file = loaded.named(FILE);
    if (file.isEmpty()) {
      return Finding.note("libc", "not known on this system", "LibTorch needs glibc " + OLDEST);
    }
    if (file.get().getFileName().toString().startsWith("ld-musl")) {
      return Finding.problem("libc", "musl, " + file.get(), TAKE_ANOTHER);
    }
    Matcher version = VERSION.matcher(text(file.get()));
    if (!version.find()) {
      return Finding.ok("libc", "glibc, " + file.get());
    }
    String found = "glibc " + version.group(1) + "." + version.group(2) + ", " + file.get();
    return Version.parse(version.group(1) + "." + version.group(2)).compareTo(OLDEST) >= 0
        ? Finding.ok("libc", found)
        : Finding.problem("libc", found + "; LibTorch needs " + OLDEST + " or newer", TAKE_ANOTHER);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
