package io.kindling.spark;

import io.kindling.error.DataException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a row. Tasks do not throw it: Spark would try them again, and a client far
 * away would get a stack trace in place of the message. It travels beside the rows, and the driver
 * throws the first one.
 *
 * @param row which row, from 0
 * @param column the column's name; empty for the order
 * @param rule what must hold
 * @param got what was found
 * @param expected what would have been right
 */
record Problem(long row, String column, String rule, String got, String expected)
    implements Serializable {
  private static final char SEPARATOR = '\u0000';

  static @Nullable Problem first(@Nullable Problem one, @Nullable Problem other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.row < one.row ? other : one;
  }

  /** That a place in the order has no row, or more than one. */
  static Problem place(long row, String got) {
    String rule = "each place must have one row";
    return new Problem(row, "", rule, got + " at place " + row, "columns that tell all rows apart");
  }

  DataException exception() {
    if (column.isEmpty()) {
      return new DataException("order", rule, got, expected, "places count from 0");
    }
    return new DataException(
        "row " + row + ", column " + column, rule, got, expected, "rows count from 0");
  }

  /** As a text that {@link #parse} reads. */
  static String text(@Nullable Problem problem) {
    return problem == null
        ? ""
        : String.join(
            SEPARATOR + "",
            problem.row + "",
            problem.column,
            problem.rule,
            problem.got,
            problem.expected);
  }

  static @Nullable Problem parse(String text) {
    if (text.isEmpty()) {
      return null;
    }
    String[] parts = text.split(SEPARATOR + "", -1);
    return new Problem(Long.parseLong(parts[0]), parts[1], parts[2], parts[3], parts[4]);
  }
}
