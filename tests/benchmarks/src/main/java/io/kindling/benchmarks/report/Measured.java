package io.kindling.benchmarks.report;

import io.kindling.benchmarks.Results;
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
  /** Kindling's first, as everybody starts it. */
  private static final List<String> ORDER =
      List.of(
          Results.CPU,
          "read",
          "libtorch",
          "javacpp",
          "djl",
          "onnxruntime",
          "python",
          "nd4j",
          "smile",
          "netlib",
          "ejml",
          "commons-math",
          "tribuo");

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
        .sorted(
            Comparator.comparing(Measured::place)
                .thenComparing(Measured::speciality)
                .thenComparing(Cell::threads))
        .toList();
  }

  /** Who is in no order comes last. */
  private static int place(Cell cell) {
    int place = ORDER.indexOf(cell.peer().split(",", -1)[0]);
    return place < 0 ? ORDER.size() : place;
  }

  /** What is special about a peer, from fewer words to more. */
  private static String speciality(Cell cell) {
    int place = cell.peer().indexOf(',');
    return place < 0 ? "" : cell.peer().substring(place);
  }

  Series of(Cell cell) {
    return series.getOrDefault(cell, Series.NONE);
  }

  /** The fastest of some peers on a workload, whatever the threads; by its median. */
  Optional<Cell> best(String workload, String... peers) {
    return cells(workload).stream()
        .filter(cell -> List.of(peers).contains(cell.peer()))
        .min(Comparator.comparingDouble(cell -> of(cell).median()));
  }

  /** Of {@link #best}; empty where there is none. */
  Series fastest(String workload, String... peers) {
    return best(workload, peers).map(this::of).orElse(Series.NONE);
  }
}
