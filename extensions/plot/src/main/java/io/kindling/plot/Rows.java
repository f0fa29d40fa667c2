package io.kindling.plot;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Chosen rows of a column. */
final class Rows {
  private Rows() {}

  static int[] where(boolean[] column, boolean value) {
    return IntStream.range(0, column.length).filter(row -> column[row] == value).toArray();
  }

  static double[] pick(double[] column, int[] rows) {
    return rows.length == column.length
        ? column
        : Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
  }
}
