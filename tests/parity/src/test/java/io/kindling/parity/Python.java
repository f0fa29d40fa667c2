package io.kindling.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Python with PyTorch, where there is one: {@code /usr/bin/python3}, or what the environment's
 * {@code KINDLING_PYTHON} names. With {@code KINDLING_REQUIRE_PYTHON=1} it must be there.
 */
final class Python {
  private static final String INTERPRETER =
      Objects.requireNonNullElse(System.getenv("KINDLING_PYTHON"), "/usr/bin/python3");
  private static final boolean REQUIRED = "1".equals(System.getenv("KINDLING_REQUIRE_PYTHON"));

  private final Path folder;

  private Python(Path folder) {
    this.folder = folder;
  }

  /** Python in a folder; skips the test where it has no PyTorch. */
  static Python in(Path folder) throws IOException, InterruptedException {
    Python python = new Python(folder);
    String failure = python.run("", "-c", "import torch");
    String remedy =
        INTERPRETER
            + " has no PyTorch: apt-get install --no-install-recommends python3-torch, or name a"
            + " Python that has it in KINDLING_PYTHON ("
            + failure
            + ")";
    if (REQUIRED) {
      assertThat(failure).as(remedy).isEmpty();
    }
    assumeTrue(failure.isEmpty(), remedy);
    return python;
  }

  /** Runs a script of these tests' own. */
  void script(String name, List<String> input) throws IOException, InterruptedException {
    String failure = run(String.join("\n", input), copied(name).toString());
    assertThat(failure).as(name).isEmpty();
  }

  /** Starts a script of these tests' own, for talking to it line by line. */
  Process start(String name) throws IOException {
    return new ProcessBuilder(INTERPRETER, copied(name).toString())
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private Path copied(String script) throws IOException {
    try (var source = Objects.requireNonNull(Python.class.getResourceAsStream(script), script)) {
      return Files.write(folder.resolve(script), source.readAllBytes());
    }
  }

  /** Runs it, and says what it said if it failed. */
  private String run(String input, String... arguments) throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("python.in"), input);
    Path out = folder.resolve("python.out");
    List<String> command = new ArrayList<>(List.of(INTERPRETER));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .start();
    } catch (IOException e) {
      return Objects.requireNonNullElse(e.getMessage(), "it does not start");
    }
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      return "it did not end within five minutes";
    }
    String said = Files.readString(out).strip();
    return process.exitValue() == 0 ? "" : "exit code " + process.exitValue() + ": " + said;
  }
}
