package io.kindling.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs that are installed where the launcher looks for them as well. */
final class Jdks {
  private static final List<String> FOLDERS =
      List.of("/usr/lib/jvm", "/usr/java", "/opt/java", System.getProperty("user.home") + "/.jdks");
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  private Jdks() {}

  /** One of a version or newer, this JVM's own first. */
  static Optional<Path> atLeast(int version) throws IOException {
    Stream.Builder<Path> homes = Stream.builder();
    homes.add(Path.of(System.getProperty("java.home")));
    for (String folder : FOLDERS) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> found = Files.list(Path.of(folder))) {
          found.toList().forEach(homes::add);
        }
      }
    }
    return homes.build().filter(home -> version(home) >= version).findFirst();
  }

  private static int version(Path home) {
    Path release = home.resolve("release");
    try {
      Matcher version = VERSION.matcher(Files.isReadable(release) ? Files.readString(release) : "");
      return Files.isExecutable(home.resolve("bin/java")) && version.find()
          ? Integer.parseInt(version.group(1))
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
