package io.kindling.benchmarks.report;

import io.kindling.benchmarks.Results;
import io.kindling.benchmarks.Workload;
import java.util.List;
import java.util.Locale;

/**
 * The few numbers that are shown first: medians, everyone on as many threads as is best for them.
 */
final class Headline {
  private final Measured measured;

  Headline(Measured measured) {
    this.measured = measured;
  }

  String table() {
    StringBuilder table = new StringBuilder("| | `cpu` | `cpu`, vectors | LibTorch | DJL |\n");
    table.append("|---|---|---|---|---|\n");
    for (Workload epoch : Workload.epochs()) {
      String rows = String.format(Locale.ROOT, "%,d", epoch.rows());
      table.append(row("an epoch of " + rows + " rows of " + epoch.features(), epoch.name()));
    }
    for (Workload net : Workload.nets()) {
      table.append(row("a net's step, " + net.batch() + " rows", net.name()));
    }
    Workload tutorial = Workload.tutorial();
    return table.append(row("the tutorial's step, 11 rows", tutorial.name())).toString();
  }

  private String row(String what, String workload) {
    List<Series> columns =
        List.of(
            measured.fastest(workload, Results.CPU),
            measured.fastest(workload, Results.CPU_WITH_VECTORS),
            measured.fastest(workload, Targets.LIBTORCH),
            measured.fastest(workload, "djl"));
    StringBuilder row = new StringBuilder("| " + what + " |");
    for (Series times : columns) {
      row.append(times.isEmpty() ? " – |" : " " + Numbers.time(times.median()) + " |");
    }
    return row.append('\n').toString();
  }
}
