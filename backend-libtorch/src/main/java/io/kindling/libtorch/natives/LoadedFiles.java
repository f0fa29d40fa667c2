package io.kindling.libtorch.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a process has in its memory, the libraries that it has loaded among them.
 *
 * @param list Linux's own list of them
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html">proc_pid_maps(5)</a>
 */
record LoadedFiles(Path list) {
  private static final int COLUMNS_BEFORE = 5;

  /** Those of this process. */
  static LoadedFiles own() {
    return new LoadedFiles(Path.of("/proc/self/maps"));
  }

  /** The first whose file name is like a pattern; none on other systems. */
  Optional<Path> named(Pattern name) {
    try (Stream<String> lines = Files.lines(list)) {
      return lines
          .map(line -> line.split(" +", COLUMNS_BEFORE + 1))
          .filter(columns -> columns.length > COLUMNS_BEFORE)
          .map(columns -> columns[COLUMNS_BEFORE])
          .filter(path -> name.matcher(path.substring(path.lastIndexOf('/') + 1)).matches())
          .findFirst()
          .map(Path::of);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The file of a library, which another part of its version may follow: {@code libcuda.so.1}. */
  Optional<Path> library(String name) {
    String stem = name.replaceFirst("\\.so.*", ".so");
    return named(Pattern.compile(Pattern.quote(stem) + "(\\..*)?"));
  }
}
