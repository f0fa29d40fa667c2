package io.kindling.cli.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A table's rows, of which several may take the same column's cells. */
final class SharedRows implements TableRows {
  private final TableRows rows;
  private final Map<Integer, Consumer<Cell>> users = new HashMap<>();

  SharedRows(TableRows rows) {
    this.rows = rows;
  }

  @Override
  public List<String> header() {
    return rows.header();
  }

  @Override
  public ColumnChoice.Terms terms() {
    return rows.terms();
  }

  /** Adds a user to those that the column has. */
  @Override
  public void on(int column, Consumer<Cell> user) {
    rows.on(column, users.merge(column, user, Consumer::andThen));
  }

  @Override
  public void onBadRow(Consumer<DataException> user) {
    rows.onBadRow(user);
  }

  @Override
  public boolean advance() throws IOException {
    return rows.advance();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
