package io.kindling.benchmarks.round;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Objects;

/** Python: {@code /usr/bin/python3}, or what the environment's {@code KINDLING_PYTHON} names. */
final class Python {
  static final String INTERPRETER =
      Objects.requireNonNullElse(System.getenv("KINDLING_PYTHON"), "/usr/bin/python3");

  private Python() {}

  /** The version of its PyTorch; empty where there is none. */
  static String torch() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(INTERPRETER, "-c", "import torch; print(torch.__version__)").start();
      String version = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor() == 0 ? version : "";
    } catch (IOException e) {
      return "";
    }
  }
}
