package io.kindling.spark;

import io.kindling.description.Range;
import io.kindling.nn.LossSpec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Takes a row's numbers out of its cells, and finds what they must not be.
 *
 * @param form how many numbers a row has
 * @param names the columns' names
 * @param widths how many numbers each column has
 * @param standardized whether features and targets will be standardized, and so may be large
 * @param loss the loss, whose targets may have to be in a range
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record CellReader(RowForm form, List<String> names, int[] widths, boolean standardized, String loss)
    implements Serializable {
  /**
   * Of a table's columns.
   *
   * @param form how many numbers a row has
   * @param columns the columns
   * @param features how many numbers each feature has
   * @param standardized whether features and targets will be standardized
   * @param loss the loss
   */
  static CellReader of(
      RowForm form, TableColumns columns, int[] features, boolean standardized, LossSpec loss) {
    int[] widths = new int[columns.all().size()];
    Arrays.fill(widths, 1);
    System.arraycopy(features, 0, widths, 0, features.length);
    return new CellReader(form, columns.all(), widths, standardized, loss + "");
  }

  /** What reads rows, for one thread. */
  Reader reader() {
    return new Reader();
  }

  /** What reads rows, for one thread. */
  final class Reader {
    private final Range range = LossSpec.parse(loss).targetRange();
    private final double[] cells = new double[form.width()];
    private int at;
    private @Nullable Problem problem;

    /**
     * Reads a row's numbers as they are.
     *
     * @param number the row's number, for what is said of it
     * @return the numbers, until the next row is read; 0 for those that are none
     */
    double[] read(Row row, long number) {
      take(row, number);
      checkSizes(number);
      checkTargets(number);
      checkWeight(number);
      return cells;
    }

    private void take(Row row, long number) {
      at = 0;
      problem = null;
      for (int column = 0; column < widths.length; column++) {
        if (row.isNullAt(column)) {
          report(number, column, "nothing");
          at += widths[column];
        } else if (widths[column] == 1 && row.get(column) instanceof Double cell) {
          put(cell, number, column);
        } else {
          array(row.getSeq(column), number, column);
        }
      }
    }

    /** What is wrong with the row that was read last; null for nothing. */
    @Nullable Problem problem() {
      return problem;
    }

    private void array(Seq<Double> values, long number, int column) {
      if (values.length() != widths[column]) {
        report(
            number,
            column,
            values.length() + " numbers",
            "as many as elsewhere, " + widths[column]);
        at += widths[column];
        return;
      }
      for (int i = 0; i < values.length(); i++) {
        Double value = values.apply(i);
        put(value == null ? Double.NaN : value, number, column);
      }
    }

    private void put(double value, long number, int column) {
      boolean finite = Double.isFinite(value);
      if (!finite) {
        report(number, column, value + "");
      }
      cells[at++] = finite ? value : 0;
    }

    private void report(long number, int column, String got) {
      report(number, column, got, "a finite number");
    }

    private void report(long number, int column, String got, String expected) {
      problem =
          Problem.first(
              problem,
              new Problem(number, names.get(column), "a cell must hold a number", got, expected));
    }

    private void checkSizes(long number) {
      for (int i = standardized ? form.features() + form.targets() : 0; i < cells.length; i++) {
        if (Float.isInfinite((float) cells[i])) {
          problem = Problem.first(problem, beyond(number, i));
        }
      }
    }

    private Problem beyond(long number, int i) {
      return new Problem(
          number, name(i), "a number must fit a float32", cells[i] + "", "at most 3.4e38");
    }

    private String name(int place) {
      int column = 0;
      for (int before = widths[0]; before <= place; before += widths[column]) {
        column++;
      }
      return names.get(column);
    }

    private void checkTargets(long number) {
      for (int i = form.features(); i < form.features() + form.targets(); i++) {
        boolean right =
            form.classes()
                ? cells[i] == Math.rint(cells[i]) && Math.abs(cells[i]) <= 1 << 24
                : range.contains(cells[i]);
        if (!right) {
          String expected = form.classes() ? "0, 1, 2 …" : range + "";
          String rule =
              form.classes()
                  ? "a class must be a whole number"
                  : loss + ": a target " + range.rule();
          problem =
              Problem.first(problem, new Problem(number, name(i), rule, cells[i] + "", expected));
        }
      }
    }

    private void checkWeight(long number) {
      int weight = form.features() + form.targets();
      if (form.weight() && !(cells[weight] >= 0)) {
        problem =
            Problem.first(
                problem,
                new Problem(
                    number,
                    name(weight),
                    "a weight must not be negative",
                    cells[weight] + "",
                    "0 or more"));
      }
    }
  }
}
