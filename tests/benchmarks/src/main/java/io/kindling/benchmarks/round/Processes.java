package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Results;
import io.kindling.benchmarks.Results.Row;
import io.kindling.benchmarks.measure.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts processes one after the other, and files what they print. One that fails is filed too. */
final class Processes {
  private static final int MINUTES = 5;

  private final Results results;
  private final Path log;

  /**
   * Files into these.
   *
   * @param log what the processes say, one after the other
   */
  Processes(Results results, Path log) {
    this.results = results;
    this.log = log;
  }

  /** Runs a command; the row says whose results they are, and of what if there are none. */
  void run(List<String> command, Map<String, String> environment, Path folder, Row row)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("benchmark", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      String failure = failure(builder);
      String said = Files.readString(output);
      Files.writeString(
          log,
          "== " + row + "\n" + command + "\n" + said + failure + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      file(said.lines().toList(), row);
      if (!failure.isEmpty()) {
        add(row, row.workload(), failure);
      }
    } finally {
      Files.delete(output);
    }
  }

  private static String failure(ProcessBuilder builder) throws InterruptedException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return "it does not start: " + e.getMessage();
    }
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return "it did not end within " + MINUTES + " minutes";
      }
      return process.exitValue() == 0 ? "" : "it ended with exit code " + process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private void file(List<String> lines, Row row) throws IOException {
    for (String line : lines) {
      String[] cells = line.split(",", 3);
      boolean failed = cells[0].equals(Measure.FAILURE);
      if (cells.length == 3 && (failed || cells[0].equals(Measure.RESULT))) {
        add(row, cells[1], failed ? "failed: " + cells[2] : cells[2]);
      }
    }
  }

  private void add(Row row, String workload, String value) throws IOException {
    results.add(new Row(row.round(), row.peer(), row.threads(), workload, value));
    System.out.printf("  %s, threads: %s, %s: %s%n", row.peer(), row.threads(), workload, value);
  }
}
