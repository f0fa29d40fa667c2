package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a table, and how many of its rows are not in them.
 *
 * @param moments the sums
 * @param leftOut how many rows had a missing cell, where those are left out
 */
public record TableSums(Moments moments, long leftOut) {
  /**
   * Reads a table as {@link Moments#of(Table, FeatureColumns, String, boolean)} does.
   *
   * @param table the table
   * @param columns the columns, among them those to predict, and how their cells become numbers
   * @param weights the name of the column with the rows' weights; null for none
   * @param dropMissing whether rows with missing cells are left out
   * @return the sums of the features of all columns
   * @throws DataException if there is no such table or column, or a cell holds no such number: the
   *     message names the place and the column
   */
  public static TableSums of(
      Table table, FeatureColumns columns, @Nullable String weights, boolean dropMissing) {
    return TableReading.read(table, columns, weights, dropMissing);
  }

  /**
   * Reads a table as {@link Design#moments} does.
   *
   * @param design what explains, and which column is explained
   * @param table the table
   * @return the sums of the terms, or of all features, and behind them those of the target
   * @throws DataException if the table has not these columns, or a cell does not hold what it must
   */
  public static TableSums of(Design design, Table table) {
    if (design.isPlain()) {
      return of(table, design.withTarget(), null, false);
    }
    try (DesignRows rows = design.open(table)) {
      return new TableSums(rows.moments(), rows.leftOut());
    }
  }
}
