package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Counts the rows of partitions that are in order.
 *
 * @param key where the columns are that order them
 * @param columns how many these are; 0 where equal rows may follow each other
 */
record CountTask(int key, int columns) implements MapPartitionsFunction<Row, byte[]> {
  private static final String LETTERS = "KCNT";

  /**
   * What was counted.
   *
   * @param partition in which partition
   * @param rows how many rows
   * @param twice the columns of a row that the next one has too; empty for none
   */
  record Count(int partition, long rows, String twice) {
    static Count of(byte[] bytes) {
      return Bytes.read(
          LETTERS,
          bytes,
          in -> new Count(in.getInt(), in.getLong(), new String(in.getBytes(), UTF_8)));
    }

    byte[] bytes() {
      byte[] text = twice.getBytes(UTF_8);
      return Bytes.write(LETTERS, 2L * Integer.BYTES + Long.BYTES + text.length)
          .put(partition)
          .put(rows)
          .put(text)
          .done();
    }
  }

  @Override
  public Iterator<byte[]> call(Iterator<Row> rows) {
    long count = 0;
    String twice = "";
    Row last = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (last != null && twice.isEmpty() && areEqual(last, row)) {
        twice = text(row);
      }
      last = row;
      count++;
    }
    return List.of(new Count(TaskContext.getPartitionId(), count, twice).bytes()).iterator();
  }

  private boolean areEqual(Row one, Row other) {
    return columns > 0
        && IntStream.range(key, key + columns)
            .allMatch(i -> Objects.equals(one.get(i), other.get(i)));
  }

  private String text(Row row) {
    return IntStream.range(key, key + columns)
        .mapToObj(i -> row.get(i) + "")
        .collect(Collectors.joining(", "));
  }
}
