package io.kindling.jdbc;

import io.kindling.error.DataException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Where connections come from.
 *
 * @param query what errors call what is asked
 * @param door opens one
 * @param isUnlimited whether there may be any number of them at once
 * @param secrets what must not be shown
 */
record Database(String query, Door door, boolean isUnlimited, Secrets secrets) {
  private static final String NO_DRIVER =
      "add the database's driver to the class path; the command takes its jar with --lib";

  /** Opens connections, and says with the name of the query why it cannot. */
  @FunctionalInterface
  interface Door {
    Connection open(String query) throws SQLException;
  }

  static Database of(DataSource source) {
    return new Database(JdbcQuery.NAME, query -> source.getConnection(), false, Secrets.NONE);
  }

  static Database of(Iterable<? extends Driver> drivers, String url, Properties properties) {
    return new Database(
        JdbcQuery.NAME,
        query -> connect(query, drivers, url, properties),
        true,
        Secrets.of(url, properties));
  }

  /** The same, with another name for what is asked. */
  Database named(String query) {
    return new Database(query, door, isUnlimited, secrets);
  }

  private static Connection connect(
      String query, Iterable<? extends Driver> drivers, String url, Properties properties)
      throws SQLException {
    for (Driver driver : drivers) {
      Connection connection = driver.connect(url, properties); // null if the URL is not its own
      if (connection != null) {
        return connection;
      }
    }
    throw noDriver(query, url);
  }

  private static DataException noDriver(String query, String url) {
    return new DataException(
        query,
        "there must be a driver for the database",
        "none for " + Secrets.shown(url),
        "one that takes such a URL",
        NO_DRIVER);
  }

  /** Opens a connection; a driver that is not whole, or stumbles over the URL, is told as well. */
  Connection connect() {
    try {
      return door.open(query);
    } catch (DataException e) {
      throw e;
    } catch (LinkageError e) {
      throw new DataException(
          query,
          "the database's driver must be complete",
          e + "",
          "all classes that it needs",
          "add its other jars too");
    } catch (SQLException | RuntimeException e) {
      throw refused(
          query,
          "there must be a connection to the database",
          e,
          "one",
          "check address, user and password");
    }
  }

  /** Makes an error of what a database says, and of what its driver says was the cause. */
  DataException refused(String place, String rule, Exception cause, String expected, String hint) {
    String message = message(cause);
    Throwable first = cause;
    while (first.getCause() != null && first.getCause() != first) {
      first = first.getCause();
    }
    String origin = message(first);
    String all = message.contains(origin) ? message : message.strip() + " " + origin;
    String said = secrets.hide(all).strip().replaceAll("\\s+", " ");
    return new DataException(place, rule, said, expected, hint);
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e + "" : e.getMessage();
  }
}
