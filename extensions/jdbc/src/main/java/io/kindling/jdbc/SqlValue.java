package io.kindling.jdbc;

import io.kindling.table.ValueCell;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a column's values as a {@link ValueCell} shows them. */
@FunctionalInterface
interface SqlValue {
  /**
   * Takes the value of the present row.
   *
   * @param row the row
   * @param column the number of the column, from 1
   * @return the value; null for none
   * @throws SQLException if the database cannot hand it over
   */
  @Nullable Object read(ResultSet row, int column) throws SQLException;

  /**
   * How values of a type are taken: as numbers, booleans and times where they are, else as text.
   */
  static SqlValue of(int type, String name) {
    return switch (type) {
      case Types.BIT,
          Types.BOOLEAN,
          Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.NUMERIC,
          Types.DECIMAL ->
          SqlValue::number;
      case Types.DATE -> time(LocalDate.class);
      case Types.TIME -> time(LocalTime.class);
      case Types.TIMESTAMP -> time(hasZone(name) ? OffsetDateTime.class : LocalDateTime.class);
      case Types.TIMESTAMP_WITH_TIMEZONE -> time(OffsetDateTime.class);
      default -> ResultSet::getString;
    };
  }

  /** PostgreSQL's driver says by the name alone that a time has a zone. */
  private static boolean hasZone(String name) {
    String type = name.toLowerCase(Locale.ROOT);
    return type.equals("timestamptz") || type.contains("with time zone");
  }

  /** Its own object: what holds a DECIMAL in full, unsigned numbers, and NaN. */
  private static @Nullable Object number(ResultSet row, int column) throws SQLException {
    try {
      Object value = row.getObject(column);
      if (value == null || value instanceof Number || value instanceof Boolean) {
        return value;
      }
    } catch (SQLException e) {
      // a type that only this database has, as money, or a connection that is lost: text tells
    }
    return row.getString(column);
  }

  /** By the classes of java.time, which no time zone of this machine shifts. */
  private static SqlValue time(Class<?> type) {
    return (row, column) -> {
      try {
        return row.getObject(column, type);
      } catch (SQLException e) { // an older driver, or a connection that is lost
        return row.getString(column);
      }
    };
  }
}
