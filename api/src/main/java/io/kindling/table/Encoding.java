package io.kindling.table;

import java.util.List;

/** How a cell becomes numbers that a model takes. */
public sealed interface Encoding
    permits NumberEncoding, BooleanEncoding, DateEncoding, CategoryEncoding {
  /**
   * Names the numbers.
   *
   * @param column the column's name
   * @return a name for each, at least one
   */
  List<String> features(String column);

  /**
   * Puts a cell's numbers into a row.
   *
   * @param cell the cell, which is not missing
   * @param row where to put them
   * @param at where the first one goes
   * @throws io.kindling.error.DataException if it holds nothing of this kind; the message names the
   *     place and the column
   */
  void put(Cell cell, double[] row, int at);
}
