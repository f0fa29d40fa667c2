package io.kindling.cli.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A table's rows, about which something is otherwise. */
abstract class RowsAround implements TableRows {
  final TableRows rows;

  RowsAround(TableRows rows) {
    this.rows = rows;
  }

  @Override
  public final List<String> header() {
    return rows.header();
  }

  @Override
  public final ColumnChoice.Terms terms() {
    return rows.terms();
  }

  @Override
  public void on(int column, Consumer<Cell> user) {
    rows.on(column, user);
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
