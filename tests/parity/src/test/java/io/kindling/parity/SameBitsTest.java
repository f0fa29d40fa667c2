package io.kindling.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The backend cpu gives the same bits on any number of threads, any kernels, any JDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SameBitsTest {
  private static final int OTHER_VERSION = Runtime.version().feature() == 17 ? 25 : 17;

  private Outcome reference;

  /** What one JVM printed. */
  private record Outcome(String version, String workers, List<String> hashes) {}

  @BeforeAll
  void oneThreadAndScalarKernels() throws Exception {
    reference = run(Path.of(System.getProperty("java.home")), 1, false);
    assertThat(reference.version()).endsWith(", 1 thread, scalar kernels");
    assertThat(reference.hashes()).doesNotHaveDuplicates().hasSizeGreaterThan(3);
    assertThat(reference.workers()).isEqualTo("0 workers");
  }

  private static Outcome run(Path jdk, int threads, boolean vector) throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    if (vector) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(
        List.of(
            "-Xmx512m",
            "-Dkindling.cpu.threads=" + threads,
            "-cp",
            System.getProperty("java.class.path"),
            SameBitsProgram.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    List<String> lines = output.lines().toList();
    return new Outcome(lines.get(0), lines.get(1), lines.subList(2, lines.size()));
  }

  @Test
  void twoThreadsAndVectorKernels() throws Exception {
    Outcome outcome = run(Path.of(System.getProperty("java.home")), 2, true);
    assertThat(outcome.version()).endsWith(", 2 threads, vector kernels");
    assertThat(outcome.workers()).isEqualTo("1 workers");
    assertThat(outcome.hashes()).isEqualTo(reference.hashes());
  }

  @Test
  void sevenThreadsAndVectorKernels() throws Exception {
    Outcome outcome = run(Path.of(System.getProperty("java.home")), 7, true);
    assertThat(outcome.version()).endsWith(", 7 threads, vector kernels");
    assertThat(outcome.workers()).isEqualTo("6 workers");
    assertThat(outcome.hashes()).isEqualTo(reference.hashes());
  }

  @Test
  void anotherJdk() throws Exception {
    Optional<Path> jdk = jdk(OTHER_VERSION);
    assumeTrue(jdk.isPresent(), "there is no JDK " + OTHER_VERSION + " here to compare with");
    Outcome outcome = run(jdk.get(), 7, false);
    assertThat(outcome.version()).endsWith("JDK " + OTHER_VERSION + ", 7 threads, scalar kernels");
    assertThat(outcome.workers()).isEqualTo("6 workers");
    assertThat(outcome.hashes()).isEqualTo(reference.hashes());
  }

  /** A JDK of the version where the launcher looks for one as well. */
  private static Optional<Path> jdk(int version) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder :
        List.of(
            "/usr/lib/jvm", "/usr/java", "/opt/java", System.getProperty("user.home") + "/.jdks")) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> homes = Files.list(Path.of(folder))) {
          homes.filter(home -> isOf(home, version)).forEach(found::add);
        }
      }
    }
    return found.stream().findFirst();
  }

  private static boolean isOf(Path home, int version) {
    Path release = home.resolve("release");
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.isReadable(release)
          && Files.readString(release).matches("(?s).*JAVA_VERSION=\"" + version + "[.\"].*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
