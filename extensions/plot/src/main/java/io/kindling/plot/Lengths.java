package io.kindling.plot;

import io.kindling.error.DataException;

/** Columns have as many rows as those beside them. */
final class Lengths {
  private Lengths() {}

  static void check(String operation, String column, int rows, int expected) {
    if (rows != expected) {
      throw new DataException(
          operation,
          "columns must have the same rows",
          rows + " in " + column,
          expected + "",
          null);
    }
  }
}
