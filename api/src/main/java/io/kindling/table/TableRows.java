package io.kindling.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a table from the first row to the last; each cell goes to who asked for its column.
 *
 * <pre>{@code
 * List<String> names = new ArrayList<>();
 * try (TableRows rows = table.open()) {
 *   rows.on(rows.header().indexOf("name"), cell -> names.add(cell.text()));
 *   rows.readAll();
 * }
 * }</pre>
 */
public interface TableRows extends Closeable {
  /** {@return the names of all columns, without the spaces around them} */
  List<String> header();

  /** {@return how errors name the table and its columns} */
  ColumnChoice.Terms terms();

  /**
   * Says who takes the cells of a column, from the next row on.
   *
   * @param column the number of the column, from 0
   * @param user who; called for each row, in the order in which its cells stand, with a cell that
   *     soon shows another one
   */
  void on(int column, Consumer<Cell> user);

  /**
   * Says who is told of rows that cannot be taken as they stand: with more or fewer cells than the
   * table has columns, or with bytes that are no text. Without it, such a row ends the reading;
   * with it, {@link #advance} goes on, and shows of such a row the cells that are there. What hides
   * where the next row begins, as a quote that is never closed, ends the reading in any case.
   *
   * @param user who; called before the row's cells are shown or behind them
   */
  default void onBadRow(Consumer<DataException> user) {
    // mostly, all rows are alike
  }

  /**
   * Reads the next row.
   *
   * @return whether there was one
   * @throws DataException if it is none of this table, or a cell's user refuses it
   * @throws IOException if the table cannot be read
   */
  boolean advance() throws IOException;

  /**
   * Reads all rows that are left.
   *
   * @return how many there were
   * @throws DataException if one of them is refused, as by {@link #advance}
   * @throws IOException if the table cannot be read
   */
  default long readAll() throws IOException {
    long rows = 0;
    while (advance()) {
      rows++;
    }
    return rows;
  }
}
