package io.kindling.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.text.Printable;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rows must be before any of them is added.
 *
 * @param columns the names of the columns
 * @param before how many rows came before these
 */
record RowChecks(List<String> columns, long before) {
  static final String NAME = "Moments";

  /** The most digits behind the point: a float64 has no more. */
  static final int MOST_PLACES = 1100;

  private static final String FINITE = "a finite number such as 1.5";

  /** The decimal of a cell that holds a finite number; null where it has always been binary. */
  static @Nullable BigDecimal decimal(Cell cell) {
    BigDecimal decimal = cell.decimal();
    if (decimal == null || decimal.signum() == 0) {
      return decimal == null ? null : BigDecimal.ZERO; // 0e-2000 has places, and no use for them
    }
    if (decimal.scale() > MOST_PLACES) {
      throw cell.refused(
          "a number must have no more digits behind the point than a float64",
          Printable.quoted(cell.text().strip()),
          "at most " + MOST_PLACES + " of them",
          null);
    }
    return decimal;
  }

  /** Whether columns can be told apart by their names, also in a file. */
  static void names(List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new DataException(
            NAME,
            "no two columns may have one name",
            Printable.quoted(column) + " twice",
            "it once",
            null);
      }
      if (!UTF_8.newEncoder().canEncode(column)) {
        throw new DataException(
            NAME, "a name must be text", Printable.quoted(column), "Unicode's characters", null);
      }
    }
  }

  /** Whether these are the numbers of a row. */
  void width(int numbers) {
    if (numbers != columns.size()) {
      throw width(numbers, "1 row");
    }
  }

  /** Whether there are as many numbers as rows have, or more. */
  void width(int numbers, int count) {
    if (count < 0 || numbers < (long) count * columns.size()) {
      throw width(numbers, count + " rows");
    }
  }

  private DataException width(int numbers, String rows) {
    return new DataException(
        NAME,
        "each row must have a number for each column",
        numbers + " numbers for " + rows,
        columns.size() + " a row",
        null);
  }

  void finite(double[] numbers, int count) {
    for (int i = 0; i < count * columns.size(); i++) {
      if (!Double.isFinite(numbers[i])) {
        throw notFinite(numbers[i], i);
      }
    }
  }

  void finite(float[] numbers, int count) {
    for (int i = 0; i < count * columns.size(); i++) {
      if (!Float.isFinite(numbers[i])) {
        throw notFinite(numbers[i], i);
      }
    }
  }

  private DataException notFinite(double number, int at) {
    return new DataException(
        NAME,
        "each number must be finite",
        number + " in " + place(at / columns.size(), at % columns.size()),
        FINITE,
        null);
  }

  private String place(int row, int column) {
    String name =
        column < columns.size() ? Printable.quoted(columns.get(column)) : "of the weights";
    return "row " + (before + row + 1) + ", column " + name;
  }

  /** Whether rows may have weights, and these are such. */
  void weights(boolean weighted, double[] weights, int count) {
    if (!weighted) {
      throw new DataException(
          NAME,
          "rows may have weights only in sums of weighted rows",
          "a weight",
          "none, or Moments.of(columns, true)",
          null);
    }
    if (weights.length < count) {
      throw new DataException(
          NAME,
          "each row must have a weight",
          weights.length + " weights for " + count + " rows",
          "one a row",
          null);
    }
    for (int i = 0; i < count; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new DataException(
            NAME,
            "each weight must be a finite number, 0 or above",
            weights[i] + " in row " + (before + i + 1),
            "one such as 1.5",
            null);
      }
    }
  }

  /** Whether float64 has room for a decimal, so that sums with it are not too long. */
  static boolean fits(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_PLACES
        && number.precision() <= 2 * MOST_PLACES
        && Double.isFinite(number.doubleValue());
  }

  /** A decimal that float64 has room for, in a column, or behind the last one a weight. */
  ExactNumber exact(BigDecimal number, int column) {
    if (!fits(number)) {
      throw new DataException(
          NAME,
          "each number must be one that float64 has room for",
          number.precision()
              + " digits, the last of them 1e"
              + -(long) number.scale()
              + ", in "
              + place(0, column),
          "at most 1.7e308, with at most " + MOST_PLACES + " digits behind the point",
          null);
    }
    return ExactNumber.of(number);
  }
}
