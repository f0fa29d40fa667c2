package io.kindling.jdbc;

import io.kindling.error.DataException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A query that is being answered, on a connection of its own, which is given back as it was. */
final class JdbcSession implements AutoCloseable {
  /** Rows that are fetched at once: some hundred kilobytes. */
  private static final int ROWS = 1000;

  /** By this MySQL's driver hands rows over as they come; by any other number, all at the end. */
  private static final int MYSQL_ROWS = Integer.MIN_VALUE;

  private final Database database;
  private final Connection connection;
  private final boolean readOnly;
  private final boolean autoCommit;
  private final ResultSet result;

  private JdbcSession(Database database, Connection connection, String sql) throws SQLException {
    this.database = database;
    this.connection = connection;
    this.readOnly = connection.isReadOnly();
    this.autoCommit = connection.getAutoCommit();
    try {
      attempt(() -> connection.setReadOnly(true));
      attempt(() -> connection.setAutoCommit(false)); // else PostgreSQL's sends all rows at once
      Statement statement =
          connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
      boolean mysql = connection.getMetaData().getDriverName().startsWith("MySQL");
      statement.setFetchSize(mysql ? MYSQL_ROWS : ROWS);
      this.result = statement.executeQuery(sql);
    } catch (SQLException | RuntimeException e) {
      giveBack();
      throw e;
    }
  }

  static JdbcSession open(Database database, String sql) {
    Connection connection = database.connect();
    try {
      return new JdbcSession(database, connection, sql);
    } catch (SQLException e) {
      attempt(connection::close);
      throw database.refused(
          database.query(), "the database must answer it", e, "rows", "mend the query");
    }
  }

  /** What errors call what is asked. */
  String query() {
    return database.query();
  }

  ResultSet result() {
    return result;
  }

  /** Makes an error of what the database says while it is answering. */
  DataException refused(String place, SQLException cause) {
    return database.refused(
        place, "the database must go on with its answer", cause, "a row", "try again");
  }

  /** Something with a connection or its settings. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws SQLException;
  }

  /** Does what not every driver can, and what cannot be mended where it fails. */
  private static void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (SQLException e) {
      // then it is read without
    }
  }

  private void giveBack() throws SQLException {
    attempt(connection::rollback);
    attempt(() -> connection.setAutoCommit(autoCommit));
    attempt(() -> connection.setReadOnly(readOnly));
    connection.close();
  }

  /** Ends the query; what fails then takes nothing from the rows that were read. */
  @Override
  public void close() {
    attempt(() -> result.getStatement().close());
    attempt(this::giveBack);
  }
}
