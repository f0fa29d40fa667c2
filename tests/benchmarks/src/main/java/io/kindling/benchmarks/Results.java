package io.kindling.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured, in the order in which it was: a file of lines, to which each process' results
 * are added as soon as it ends.
 */
public final class Results {
  /** How the pure-Java backend is filed as everybody starts it: without an option of the JVM. */
  public static final String CPU = "cpu";

  /** How it is filed with the Vector API. */
  public static final String CPU_WITH_VECTORS = "cpu, vectors";

  private static final String HEADER = "round|peer|threads|workload|value";

  private final Path file;

  /**
   * One value.
   *
   * @param round from 1
   * @param peer who, and what is special about it
   * @param threads on how many
   * @param workload of what
   * @param value nanoseconds of a step, or what the workload says; or, of one that failed, why
   */
  public record Row(int round, String peer, String threads, String workload, String value) {
    /** {@return whether there is no value} */
    public boolean isFailure() {
      return !value.matches("-?[0-9.]+(E-?\\d+)?");
    }

    /** {@return the value} */
    public double number() {
      return Double.parseDouble(value);
    }
  }

  /**
   * Goes on with a file.
   *
   * @param file there or not
   */
  public Results(Path file) {
    this.file = file;
  }

  /**
   * Adds a value.
   *
   * @param row the value
   */
  public void add(Row row) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, HEADER + "\n");
    }
    String value = row.value().replaceAll("[|\\s]+", " ");
    String line =
        String.join("|", row.round() + "", row.peer(), row.threads(), row.workload(), value);
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }

  /** {@return all values} */
  public List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\\|", -1);
      rows.add(new Row(Integer.parseInt(cells[0]), cells[1], cells[2], cells[3], cells[4]));
    }
    return rows;
  }
}
