package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.error.DataException;
import io.kindling.statistics.Moments;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The exact sums of a partition's rows.
 *
 * @param columns the columns; behind them the weights, where there are some
 * @param weights the name of the weights' column; null for none
 */
record MomentsTask(List<String> columns, @Nullable String weights)
    implements MapPartitionsFunction<Row, byte[]> {
  private static final String LETTERS = "KMOM";

  @Override
  public Iterator<byte[]> call(Iterator<Row> rows) {
    RowSums sums = new RowSums(columns, weights, 0);
    while (rows.hasNext() && sums.isSound()) {
      sums.add(rows.next());
    }
    byte[] problem = sums.problem().getBytes(UTF_8);
    byte[] bytes = sums.bytes();
    return List.of(
            Bytes.write(LETTERS, 2L * Integer.BYTES + problem.length + bytes.length)
                .put(problem)
                .put(bytes)
                .done())
        .iterator();
  }

  /**
   * Reads a partition's sums.
   *
   * @throws DataException if a cell held no number
   */
  static Moments read(byte[] bytes) {
    return Bytes.read(
        LETTERS,
        bytes,
        in -> {
          String problem = new String(in.getBytes(), UTF_8);
          byte[] sums = in.getBytes();
          if (!problem.isEmpty()) {
            throw RowSums.failure(problem);
          }
          return Moments.of(sums);
        });
  }
}
