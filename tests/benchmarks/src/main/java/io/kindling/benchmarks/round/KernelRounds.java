package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Results;
import io.kindling.benchmarks.Results.Row;
import io.kindling.benchmarks.kernel.KernelMeasure;
import io.kindling.benchmarks.kernel.KernelTable;
import io.kindling.benchmarks.kernel.KernelTable.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every kernel in plain Java and with the Vector API, in two processes in turns, on one thread: a
 * loop of which the compiler makes no vectors any more does not go unnoticed.
 */
final class KernelRounds {
  private static final String PLAIN = "plain Java";
  private static final String VECTORS = "Vector API";

  private KernelRounds() {}

  /**
   * Measures and prints a table.
   *
   * @param folder where results are
   * @param jdks what to measure on
   * @return whether every kernel is within its bound
   */
  static boolean run(Options options, Path folder, List<Path> jdks)
      throws IOException, InterruptedException {
    boolean passed = true;
    for (Path jdk : jdks) {
      Results results = new Results(folder.resolve("kernels-" + jdks.indexOf(jdk) + ".csv"));
      Processes processes = new Processes(results, folder.resolve("log.txt"));
      for (int round = 1; round <= options.rounds(); round++) {
        measure(Setting.cpu(1, jdk).labelled(PLAIN), options, processes, folder, round);
        measure(
            Setting.cpuWithVectors(1, jdk).labelled(VECTORS), options, processes, folder, round);
      }
      System.out.println("\nJDK " + Machine.jdk(jdk));
      for (Kernel kernel : KernelTable.rows()) {
        passed &= print(kernel, results.rows());
      }
    }
    return passed;
  }

  private static void measure(
      Setting setting, Options options, Processes processes, Path folder, int round)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(setting.jdk().resolve("bin/java").toString());
    command.addAll(setting.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KernelMeasure.class.getName(), options.kernelMilliseconds() + ""));
    Row row = new Row(round, setting.label(), setting.threads(), "kernels", "");
    processes.run(command, setting.environment(), folder, row);
  }

  private static boolean print(Kernel kernel, List<Row> rows) {
    double plain = median(kernel, PLAIN, rows);
    double vectors = median(kernel, VECTORS, rows);
    boolean passed = plain / vectors <= kernel.bound(); // false where there is no value
    System.out.printf(
        Locale.ROOT,
        "%-30s %10.1f µs %10.1f µs %6.2f of %4.2f %s%n",
        kernel.name(),
        plain / 1e3,
        vectors / 1e3,
        plain / vectors,
        kernel.bound(),
        passed ? "" : "fails");
    return passed;
  }

  private static double median(Kernel kernel, String label, List<Row> rows) {
    double[] values =
        rows.stream()
            .filter(row -> row.peer().equals(label) && row.workload().equals(kernel.name()))
            .filter(row -> !row.isFailure())
            .mapToDouble(Row::number)
            .sorted()
            .toArray();
    return values.length == 0 ? Double.NaN : values[values.length / 2];
  }
}
