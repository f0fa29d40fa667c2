package io.kindling.benchmarks.measure;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * DuckDB, which is told the types of the columns, so that it need not guess them: a database in
 * memory reads the file in a query.
 */
final class DuckDb {
  private final Connection connection;
  private final int rows;

  /** So many threads, and files of so many rows. */
  DuckDb(int threads, int rows) {
    this.rows = rows;
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET threads TO " + threads);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(int column) {
    return column == Streaming.FEATURES ? "y" : "x" + column;
  }

  private static String columns(String separator, String before, String behind) {
    return IntStream.range(0, Streaming.COLUMNS)
        .mapToObj(column -> before + name(column) + behind)
        .collect(Collectors.joining(separator));
  }

  private static String from(Path file) {
    return " FROM read_csv('"
        + file
        + "', header = true, auto_detect = false, columns = {"
        + columns(", ", "'", "': 'FLOAT'")
        + "})";
  }

  /** The mean of all numbers, once they are in an array for each column. */
  double arrays(Path file) {
    float[][] arrays = new float[Streaming.COLUMNS][rows];
    try (var query =
            connection
                .prepareStatement("SELECT *" + from(file))
                .unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult result = query.query()) {
      for (int row = 0; result.nextChunk(); ) {
        row += take(result.chunk(), arrays, row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    double sum = 0;
    for (float[] column : arrays) {
      for (float number : column) {
        sum += number;
      }
    }
    return sum / rows / Streaming.COLUMNS;
  }

  private static int take(DuckDBDataChunkReader chunk, float[][] arrays, int from) {
    int count = (int) chunk.rowCount();
    for (int column = 0; column < arrays.length; column++) {
      DuckDBReadableVector numbers = chunk.vector(column);
      for (int row = 0; row < count; row++) {
        arrays[column][from + row] = numbers.getFloat(row);
      }
    }
    return count;
  }

  /** The mean of all numbers, which the query adds up. */
  double sums(Path file) {
    try (Statement statement = connection.createStatement();
        ResultSet sums =
            statement.executeQuery("SELECT " + columns(" + ", "sum(", ")") + from(file))) {
      sums.next();
      return sums.getDouble(1) / rows / Streaming.COLUMNS;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
