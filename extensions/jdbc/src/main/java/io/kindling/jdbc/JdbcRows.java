package io.kindling.jdbc;

import io.kindling.data.ColumnChoice;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import io.kindling.table.ValueCell;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;

/** Reads what a database answers, from the first row to the last. */
final class JdbcRows implements TableRows {
  private static final String HINT =
      "names must match exactly, upper and lower case included; many databases write them in"
          + " capitals unless the query has them in quotes";

  private final JdbcSession session;
  private final ResultSet result;
  private final List<String> header = new ArrayList<>();
  private final List<SqlValue> values = new ArrayList<>();
  private final SortedMap<Integer, Consumer<Cell>> users = new TreeMap<>();
  private final ValueCell cell;
  private long row;
  private boolean ended;

  JdbcRows(JdbcSession session, IntToLongFunction missing) {
    this.session = session;
    this.result = session.result();
    this.cell = new ValueCell(session.query(), header, missing);
    try {
      ResultSetMetaData columns = result.getMetaData();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        header.add(columns.getColumnLabel(column).strip());
        values.add(SqlValue.of(columns.getColumnType(column), columns.getColumnTypeName(column)));
      }
    } catch (SQLException e) {
      session.close();
      throw session.refused(session.query(), e);
    }
  }

  @Override
  public List<String> header() {
    return Collections.unmodifiableList(header);
  }

  @Override
  public ColumnChoice.Terms terms() {
    String query = session.query();
    return new ColumnChoice.Terms(query, query, query, columns -> HINT);
  }

  @Override
  public void on(int column, Consumer<Cell> user) {
    users.put(column, user);
  }

  @Override
  public boolean advance() {
    try {
      ended = ended || !result.next();
    } catch (SQLException e) {
      throw session.refused(place(row + 1), e);
    }
    if (ended) {
      return false;
    }
    row++;
    users.forEach(this::show);
    return true;
  }

  private void show(int column, Consumer<Cell> user) {
    try {
      cell.show(row, column, values.get(column).read(result, column + 1));
    } catch (SQLException e) {
      throw session.refused(place(row) + ", column " + header.get(column), e);
    }
    user.accept(cell);
  }

  private String place(long row) {
    return session.query() + ", row " + row;
  }

  @Override
  public void close() {
    session.close();
  }
}
