package io.kindling.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;

/** The rows of which a number is the largest, of equal ones the first; NaN is none. */
final class Extremes {
  private final ToDoubleFunction<RowDiagnostics> size;
  private final int most;
  private final Comparator<RowDiagnostics> largestFirst;
  private final PriorityQueue<RowDiagnostics> kept; // the least of them is its head

  Extremes(ToDoubleFunction<RowDiagnostics> size, int most) {
    this.size = size;
    this.most = most;
    this.largestFirst =
        Comparator.comparingDouble(size).reversed().thenComparingLong(RowDiagnostics::row);
    this.kept = new PriorityQueue<>(largestFirst.reversed());
  }

  void add(RowDiagnostics row) {
    if (Double.isNaN(size.applyAsDouble(row))) {
      return;
    }
    kept.add(row);
    if (kept.size() > most) {
      kept.remove();
    }
  }

  /** The largest first. */
  List<RowDiagnostics> rows() {
    return kept.stream().sorted(largestFirst).toList();
  }
}
