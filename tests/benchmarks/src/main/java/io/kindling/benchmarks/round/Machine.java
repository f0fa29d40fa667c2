package io.kindling.benchmarks.round;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What there is here to measure with. */
final class Machine {
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  /** The version that is measured beside the one that runs. */
  static final int NEWER = 25;

  private Machine() {}

  /** The processor's name, its vectors, how many, and the largest cache. */
  static String processor() throws IOException {
    String model = after(Path.of("/proc/cpuinfo"), "model name\\s*:");
    Path cache = Path.of("/sys/devices/system/cpu/cpu0/cache/index3/size");
    return model
        + ", "
        + vectors()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores"
        + (Files.isReadable(cache) ? ", L3 cache " + Files.readString(cache).strip() : "");
  }

  /** Its widest instructions that Java's compilers make use of. */
  private static String vectors() throws IOException {
    String flags = after(Path.of("/proc/cpuinfo"), "flags\\s*:");
    return flags.contains("avx512") ? "AVX-512" : flags.contains("avx2") ? "AVX2" : "no AVX2";
  }

  static String memory() throws IOException {
    String kilobytes = after(Path.of("/proc/meminfo"), "MemTotal:").replaceAll("\\D", "");
    return Math.round(Long.parseLong(kilobytes) / 1048576.0) + " GiB";
  }

  static String system() throws IOException {
    String name = after(Path.of("/etc/os-release"), "PRETTY_NAME=").replace("\"", "");
    return name + ", Linux " + System.getProperty("os.version").replaceAll("[^0-9.].*", "");
  }

  /** A JDK by what it says of itself. */
  static String jdk(Path home) throws IOException {
    Path release = home.resolve("release");
    String maker = Files.isReadable(release) ? after(release, "IMPLEMENTOR=") : "";
    return (after(release, "JAVA_VERSION=") + " " + maker).replace("\"", "").strip();
  }

  /** A JDK of {@link #NEWER}; null where there is none, or it is what runs. */
  static @Nullable Path newerJdk() throws IOException {
    if (!Files.isDirectory(JDKS) || Runtime.version().feature() == NEWER) {
      return null;
    }
    try (Stream<Path> homes = Files.list(JDKS)) {
      Optional<Path> newer = homes.filter(Machine::isNewer).findFirst();
      return newer.orElse(null);
    }
  }

  private static boolean isNewer(Path home) {
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(home.resolve("release"))
              .matches("(?s).*JAVA_VERSION=\"" + NEWER + "[.\"].*");
    } catch (IOException e) {
      return false;
    }
  }

  /** What follows a beginning in the first line that has it. */
  private static String after(Path file, String beginning) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.matches(beginning + ".*"))
          .map(line -> line.replaceFirst(beginning, "").strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
