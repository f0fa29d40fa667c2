package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.statistics.FitDiagnostics.Measure;
import io.kindling.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is kept of the rows. */
final class GatheredRows {
  private final Map<Measure, Extremes> extremes = new EnumMap<>(Measure.class);
  private final double[] standardized;
  private final double[] means;
  private final double[] squares;
  private List<RowDiagnostics> some = new ArrayList<>();
  private long every = 1;
  private double weights;
  private int known; // of the standardized residuals
  private long count;
  private long decisive;

  GatheredRows(long rows, int coefficients) {
    this.standardized = room(rows);
    this.means = new double[coefficients];
    this.squares = new double[coefficients];
    for (Measure measure : Measure.values()) {
      extremes.put(measure, new Extremes(measure::size, FitDiagnostics.MOST_EXTREMES));
    }
  }

  private static double[] room(long rows) {
    try {
      if (rows <= Integer.MAX_VALUE - 8) { // as long as an array may be
        return new double[(int) rows];
      }
    } catch (OutOfMemoryError e) {
      // told below
    }
    throw new DataException(
        "fit",
        "the heap must have room for a number of each row",
        rows + " rows",
        "8 bytes a row",
        "give Java more memory with -Xmx, or take a part of the rows");
  }

  void add(RowDiagnostics row) {
    if (!Double.isNaN(row.standardized()) && known < standardized.length) {
      standardized[known++] = row.standardized();
    }
    decisive += row.leverage() == 1 ? 1 : 0;
    extremes.values().forEach(extreme -> extreme.add(row));
    if (count++ % every == 0) {
      some.add(row);
      if (some.size()
          > FitDiagnostics.MOST_ROWS - Measure.values().length * FitDiagnostics.MOST_EXTREMES) {
        some = everySecond(some);
        every *= 2;
      }
    }
  }

  private static List<RowDiagnostics> everySecond(List<RowDiagnostics> all) {
    List<RowDiagnostics> half = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      half.add(all.get(i));
    }
    return half;
  }

  /** Welford's way, with weights. */
  void spread(double[] numbers, double weight) {
    weights += weight;
    for (int i = 0; i < numbers.length; i++) {
      double off = numbers[i] - means[i];
      means[i] += off * (weight / weights);
      squares[i] += weight * off * (numbers[i] - means[i]);
    }
  }

  double[] deviations() {
    double[] deviations = new double[squares.length];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = Math.sqrt(squares[i] / weights);
    }
    return deviations;
  }

  /** The largest of each measure, these first. */
  Map<Measure, List<RowDiagnostics>> extremes() {
    Map<Measure, List<RowDiagnostics>> rows = new EnumMap<>(Measure.class);
    extremes.forEach((measure, extreme) -> rows.put(measure, extreme.rows()));
    return rows;
  }

  NormalQuantiles quantiles() {
    return NormalQuantiles.of(standardized, known);
  }

  long count() {
    return count;
  }

  long decisive() {
    return decisive;
  }

  /** By their numbers. */
  List<RowDiagnostics> rows() {
    SortedMap<Long, RowDiagnostics> rows = new TreeMap<>();
    some.forEach(row -> rows.put(row.row(), row));
    extremes.values().forEach(of -> of.rows().forEach(row -> rows.put(row.row(), row)));
    return List.copyOf(rows.values());
  }

  GatheredRows checked(Table table) {
    if (count != standardized.length) {
      throw new DataException(
          table.name(),
          "the table must be the one that was fitted",
          count + " rows",
          standardized.length + "",
          null);
    }
    return this;
  }
}
