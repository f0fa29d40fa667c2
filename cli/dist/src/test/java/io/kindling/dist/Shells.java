package io.kindling.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs that a machine may have. */
final class Shells {
  private Shells() {}

  /** Skips a test without a program; with KINDLING_REQUIRE_SHELLS it fails. */
  static void require(String program) {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (System.getenv("KINDLING_REQUIRE_SHELLS") != null) {
      assertThat(found).as(program).isTrue();
    }
    assumeTrue(found, "there is no " + program);
  }
}
