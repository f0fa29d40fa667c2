package io.kindling.jdbc;

import io.kindling.error.DataException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Where connections come from.
 *
 * @param door opens one
 * @param isUnlimited whether there may be any number of them at once
 * @param secrets what must not be shown
 */
record Database(Door door, boolean isUnlimited, Secrets secrets) {
  private static final String NO_DRIVER =
      "add the database's driver to the class path; the command takes its jar with --lib";

  /** Opens connections. */
  @FunctionalInterface
  interface Door {
    Connection open() throws SQLException;
  }

  static Database of(DataSource source) {
    return new Database(source::getConnection, false, Secrets.NONE);
  }

  static Database of(String url, Properties properties) {
    return new Database(
        () -> connect(driver(url), url, properties), true, Secrets.of(url, properties));
  }

  static Database of(Driver driver, String url, Properties properties) {
    return new Database(() -> connect(driver, url, properties), true, Secrets.of(url, properties));
  }

  private static Driver driver(String url) {
    try {
      return DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw noDriver(url);
    }
  }

  private static Connection connect(Driver driver, String url, Properties properties)
      throws SQLException {
    Connection connection = driver.connect(url, properties);
    if (connection == null) {
      throw noDriver(url);
    }
    return connection;
  }

  private static DataException noDriver(String url) {
    return new DataException(
        JdbcQuery.NAME,
        "there must be a driver for the database",
        "none for " + Secrets.shown(url),
        "one that takes such a URL",
        NO_DRIVER);
  }

  /** Makes an error of what a database says. */
  DataException refused(
      String place, String rule, SQLException cause, String expected, String hint) {
    String message = cause.getMessage() == null ? cause + "" : cause.getMessage();
    String said = secrets.hide(message).strip().replaceAll("\\s+", " ");
    return new DataException(place, rule, said, expected, hint);
  }
}
