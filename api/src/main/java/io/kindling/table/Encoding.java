package io.kindling.table;

import java.util.List;

/** How a cell becomes numbers that a model takes. */
public sealed interface Encoding
    permits NumberEncoding, BooleanEncoding, DateEncoding, CategoryEncoding, IndexEncoding {
  /** {@return whether it is a category's, so that a missing cell has none of the levels} */
  default boolean isCategory() {
    return this instanceof CategoryEncoding || this instanceof IndexEncoding;
  }

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
