package io.kindling.benchmarks.report;

import io.kindling.benchmarks.Results.Row;
import io.kindling.benchmarks.Workload;
import io.kindling.benchmarks.measure.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;

/** What was measured, as Markdown. */
final class Tables {
  private static final double MEGABYTE = 1 << 20;

  private final Measured measured;

  Tables(Measured measured) {
    this.measured = measured;
  }

  static String machine(Properties facts) {
    StringBuilder table = new StringBuilder("| | |\n|---|---|\n");
    List<List<String>> lines =
        List.of(
            List.of("processor", "processor"),
            List.of("memory", "memory"),
            List.of("system", "system"),
            List.of("JDK", "jdk"),
            List.of("newer JDK", "newer"),
            List.of("Python's torch", "python"),
            List.of("date", "date"),
            List.of("rounds", "rounds"),
            List.of("minutes it took", "minutes"));
    for (List<String> line : lines) {
      String value = facts.getProperty(line.get(1), "unknown");
      table.append("| " + line.get(0) + " | " + value + " |\n");
    }
    return table + "| command | `" + facts.getProperty("command", "") + "` |\n";
  }

  String targets() {
    StringBuilder table = new StringBuilder("| | of | median | quartiles | target | stretch | |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    Targets.of(measured).forEach(target -> table.append(target.row()).append('\n'));
    return table.toString();
  }

  String epochs() {
    return table(Workload.epochs(), this::time);
  }

  String variations() {
    return table(Workload.variations(), this::time);
  }

  String tutorial() {
    return table(List.of(Workload.tutorial()), this::time);
  }

  /** Rows in a second rather than time for a batch. */
  String nets() {
    return table(
        Workload.nets(),
        cell -> {
          int batch = Workload.named(cell.workload()).batch();
          Series nanos = measured.of(cell);
          return Numbers.plain(batch * 1e9 / nanos.median())
              + "<br>"
              + Numbers.plain(batch * 1e9 / nanos.quantile(0.75))
              + " … "
              + Numbers.plain(batch * 1e9 / nanos.quantile(0.25));
        });
  }

  String answers() {
    return table(Workload.answers(), this::time);
  }

  private String time(Cell cell) {
    Series series = measured.of(cell);
    return Numbers.time(series.median()) + "<br>" + Numbers.timeSpread(series);
  }

  private String table(List<Workload> workloads, Function<Cell, String> text) {
    Set<Cell> rows = new LinkedHashSet<>();
    for (Workload workload : workloads) {
      for (Cell cell : measured.cells(workload.name())) {
        rows.add(new Cell(cell.peer(), cell.threads(), ""));
      }
    }
    StringBuilder table = new StringBuilder("| | threads |");
    workloads.forEach(workload -> table.append(' ').append(workload.name()).append(" |"));
    table.append("\n|---|---|").append("---|".repeat(workloads.size())).append('\n');
    for (Cell row : rows) {
      table.append("| ").append(row.peer()).append(" | ").append(row.threads()).append(" |");
      for (Workload workload : workloads) {
        Cell cell = new Cell(row.peer(), row.threads(), workload.name());
        table.append(' ').append(measured.of(cell).isEmpty() ? "–" : text.apply(cell)).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  /** Time by size, and how it grows: with what power of the size since the row above. */
  String growth() {
    StringBuilder table = new StringBuilder("| values |");
    List<Cell> columns = measured.cells(Workload.growth().get(0).name());
    columns.forEach(
        cell ->
            table.append(" " + cell.peer() + " " + cell.threads() + " | of 1000 values | power |"));
    table.append("\n|---|").append("---|---|---|".repeat(columns.size())).append('\n');
    List<Workload> sizes = Workload.growth();
    for (int size = 0; size < sizes.size(); size++) {
      table.append("| ").append(String.format("%,d", values(sizes.get(size)))).append(" |");
      for (Cell column : columns) {
        table.append(growthCells(column, sizes, size));
      }
      table.append('\n');
    }
    return table.toString();
  }

  private String growthCells(Cell column, List<Workload> sizes, int size) {
    Series nanos = of(column, sizes.get(size));
    if (nanos.isEmpty()) {
      return " – | – | – |";
    }
    long values = values(sizes.get(size));
    Series before = size == 0 ? nanos : of(column, sizes.get(size - 1));
    String power = "–";
    if (size > 0 && !before.isEmpty()) {
      double times = (double) values / values(sizes.get(size - 1));
      power = Numbers.plain(Math.log(nanos.median() / before.median()) / Math.log(times));
    }
    String thousand = Numbers.time(nanos.median() / values * 1000);
    return " " + Numbers.time(nanos.median()) + " | " + thousand + " | " + power + " |";
  }

  private Series of(Cell column, Workload size) {
    return measured.of(new Cell(column.peer(), column.threads(), size.name()));
  }

  private static long values(Workload workload) {
    return (long) workload.rows() * workload.features();
  }

  String processes() {
    StringBuilder table =
        new StringBuilder("| | time | quartiles | peak memory |\n|---|---|---|---|\n");
    for (Cell cell : measured.cells("train-wall")) {
      Series wall = measured.of(cell);
      Series size = measured.of(new Cell(cell.peer(), cell.threads(), "train-memory"));
      table.append("| " + cell.peer() + " | " + Numbers.time(wall.median()) + " | ");
      table.append(Numbers.timeSpread(wall) + " | ");
      table.append(Numbers.plain(size.times(1 / MEGABYTE).median()) + " MB |\n");
    }
    return table.toString();
  }

  String streaming() {
    StringBuilder table = new StringBuilder("| a row of | by | its bytes | read | trained on |\n");
    table.append("|---|---|---|---|---|\n");
    for (String kind : List.of("binary", "csv")) {
      for (Cell cell : measured.cells(kind + "-trained")) {
        table.append("| the " + kind + " file | " + cell.peer() + " |");
        for (String how : List.of("bytes", "rows", "trained")) {
          Cell time = new Cell(cell.peer(), cell.threads(), kind + "-" + how);
          table.append(" " + Numbers.time(measured.of(time).median()) + " |");
        }
        table.append('\n');
      }
    }
    return table.toString();
  }

  String reading() {
    StringBuilder table =
        new StringBuilder(
            "| a row | to arrays | of processors | only added up | of processors |\n");
    table.append("|---|---|---|---|---|\n");
    for (String reader : List.of("kindling", "duckdb-1", "duckdb-2")) {
      table.append("| " + reader.replace("-1", ", 1 thread").replace("-2", ", 2 threads") + " |");
      for (String what : List.of("-arrays", "-sums")) {
        for (String time : List.of("", Reading.PROCESSOR)) {
          Series series =
              measured.of(new Cell("reading", "", Reading.READING + reader + what + time));
          table.append(series.isEmpty() ? " – |" : " " + Numbers.time(series.median()) + " |");
        }
      }
      table.append('\n');
    }
    return table.toString();
  }

  String failures() {
    if (measured.failures().isEmpty()) {
      return "Nothing failed.\n";
    }
    StringBuilder list = new StringBuilder();
    for (Row row : measured.failures()) {
      list.append("- " + row.peer() + ", threads: " + row.threads() + ", round " + row.round());
      list.append(", " + row.workload() + ": " + row.value() + "\n");
    }
    return list.toString();
  }
}
