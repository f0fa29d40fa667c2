package io.kindling.cli.table;

import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A table's rows, of which several may take the same column's cells. */
final class SharedRows extends RowsAround {
  private final Map<Integer, Consumer<Cell>> users = new HashMap<>();

  SharedRows(TableRows rows) {
    super(rows);
  }

  /** Adds a user to those that the column has. */
  @Override
  public void on(int column, Consumer<Cell> user) {
    rows.on(column, users.merge(column, user, Consumer::andThen));
  }
}
