package io.kindling.jdbc;

import io.kindling.error.DataException;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * What a database answers to a query, as a table. It may be of any size; to train on it takes the
 * memory of a few batches, where the driver hands rows over as they come.
 *
 * <pre>{@code
 * JdbcQuery houses = JdbcQuery.of(dataSource, "SELECT area, rooms, price FROM houses ORDER BY id");
 * Dataset data = houses.targets("price").dataset(); // all other columns are the features
 * }</pre>
 *
 * <p>Each reading, so every epoch, asks anew on a connection of its own. No database has rows in an
 * order unless {@code ORDER BY} says so, and nothing tells whether it has others by now: a table
 * that must stay as it is has to be one that nobody writes to.
 *
 * <p>The columns are called as the query labels them. Numbers of all types, {@code DECIMAL} too,
 * become the nearest float64, booleans 1 and 0; dates and times are text as in ISO 8601, those with
 * a time zone in UTC; {@code NULL} is missing, and so is what a text says of nothing, see {@link
 * io.kindling.table.ValueCell}.
 *
 * <p>The connection is read-only without auto-commit where the driver can, the cursor runs forward,
 * and rows are fetched by the thousand, from MySQL one by one. So PostgreSQL, MySQL, MariaDB,
 * Oracle, SQL Server and SQLite hold no more than that in memory; H2 needs {@code
 * LAZY_QUERY_EXECUTION=1} in its URL, DuckDB {@code jdbc_stream_results=true}.
 */
public final class JdbcQuery implements Table {
  static final String NAME = "query";

  private final Database database;
  private final String sql;

  private JdbcQuery(Database database, String sql) {
    this.database = database;
    this.sql = sql;
  }

  /**
   * A query of a database that the host knows. It is never asked for two connections at once, as a
   * pool may have but one, except by who reads the table twice at a time.
   *
   * @param source gives connections
   * @param sql the query
   * @return the table, whose targets are yet to be named
   */
  public static JdbcQuery of(DataSource source, String sql) {
    return new JdbcQuery(Database.of(source), sql);
  }

  /**
   * A query of a database whose driver is on the class path.
   *
   * @param url where it is, as its driver wants it, for instance {@code jdbc:postgresql://host/db}
   * @param sql the query
   * @return the table, whose targets are yet to be named
   */
  public static JdbcQuery of(String url, String sql) {
    return of(url, new Properties(), sql);
  }

  /**
   * A query of a database whose driver is on the class path.
   *
   * @param url where it is, as its driver wants it
   * @param properties what else the driver wants, for instance {@code user} and {@code password}
   * @param sql the query
   * @return the table, whose targets are yet to be named
   */
  public static JdbcQuery of(String url, Properties properties, String sql) {
    return of(() -> DriverManager.drivers().iterator(), url, properties, sql);
  }

  /**
   * A query of a database whose driver the host finds itself.
   *
   * @param drivers some drivers, of which the first one that takes the URL is taken
   * @param url where the database is, as its driver wants it
   * @param properties what else the driver wants
   * @param sql the query
   * @return the table, whose targets are yet to be named
   */
  public static JdbcQuery of(
      Iterable<? extends Driver> drivers, String url, Properties properties, String sql) {
    return new JdbcQuery(Database.of(drivers, url, properties), sql);
  }

  /**
   * With another name for errors, where there are several.
   *
   * @param name what to call it
   * @return such a query
   */
  public JdbcQuery named(String name) {
    return new JdbcQuery(database.named(name), sql);
  }

  @Override
  public String name() {
    return database.query();
  }

  @Override
  public String kind() {
    return "a query that a database answers";
  }

  /**
   * Asks the database.
   *
   * @return what reads its answer
   * @throws DataException if there is no driver, no connection, or the database refuses the query
   */
  @Override
  public TableRows open() {
    return new JdbcRows(JdbcSession.open(database, sql), this::countMissing);
  }

  /** Asks once more, unless that could wait for the very connection that is in use. */
  private long countMissing(int column) {
    if (!database.isUnlimited()) {
      return 1;
    }
    long[] count = {0};
    try (TableRows rows = open()) {
      rows.on(column, cell -> count[0] += cell.isMissing() ? 1 : 0);
      rows.readAll();
    } catch (IOException | DataException e) {
      return 1; // what is wrong there is another matter
    }
    return Math.max(1, count[0]);
  }
}
