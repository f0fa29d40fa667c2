package io.kindling.benchmarks.report;

import io.kindling.benchmarks.Results.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was measured, by peer, threads and workload. */
final class Measured {
  private static final List<String> FIRST =
      List.of("read", "cpu", "libtorch", "javacpp", "djl", "python", "nd4j");

  private final Map<Cell, Series> series = new LinkedHashMap<>();
  private final List<Row> failures = new ArrayList<>();

  Measured(List<Row> rows) {
    for (Row row : rows) {
      if (row.isFailure()) {
        failures.add(row);
      } else {
        Cell cell = new Cell(row.peer(), row.threads(), row.workload());
        series
            .computeIfAbsent(cell, unused -> new Series(new TreeMap<>()))
            .values()
            .put(row.round(), row.number());
      }
    }
  }

  List<Row> failures() {
    return failures;
  }

  /** Of which peers, on how many threads, there is something on a workload, in their order. */
  List<Cell> cells(String workload) {
    return series.keySet().stream()
        .filter(cell -> cell.workload().equals(workload))
        .sorted(Comparator.comparing(Measured::place).thenComparing(Cell::threads))
        .toList();
  }

  /** Kindling's first, others in the order in which they came. */
  private static int place(Cell cell) {
    int place = FIRST.indexOf(cell.peer().split("[ ,]", -1)[0]);
    return place < 0 ? FIRST.size() : place;
  }

  Series of(Cell cell) {
    return series.getOrDefault(cell, new Series(Map.of()));
  }

  /** The fastest of some peers on a workload, whatever the threads; by its median. */
  Optional<Cell> best(String workload, String... peers) {
    return cells(workload).stream()
        .filter(cell -> List.of(peers).contains(cell.peer()))
        .min(Comparator.comparingDouble(cell -> of(cell).median()));
  }

  /** Of {@link #best}; empty where there is none. */
  Series fastest(String workload, String... peers) {
    return best(workload, peers).map(this::of).orElse(new Series(Map.of()));
  }
}
