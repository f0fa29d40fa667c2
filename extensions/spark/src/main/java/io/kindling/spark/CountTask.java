package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Counts rows that are in their order: those of each part of a file, or of a partition.
 *
 * @param key where the columns are that order them
 * @param columns how many these are
 * @param byPart whether they are a file's path and where a part of it begins
 */
record CountTask(int key, int columns, boolean byPart)
    implements MapPartitionsFunction<Row, byte[]> {
  private static final String LETTERS = "KCNT";

  /**
   * What was counted.
   *
   * @param part which part; a partition's number where they are not of files
   * @param rows how many rows
   * @param twice a key that two rows have; empty for none
   */
  record Count(FilePart part, long rows, String twice) {
    static Count of(byte[] bytes) {
      return Bytes.read(
          LETTERS,
          bytes,
          in -> {
            String path = new String(in.getBytes(), UTF_8);
            FilePart part = new FilePart(path, in.getLong());
            return new Count(part, in.getLong(), new String(in.getBytes(), UTF_8));
          });
    }

    byte[] bytes() {
      byte[] path = part.path().getBytes(UTF_8);
      byte[] text = twice.getBytes(UTF_8);
      return Bytes.write(LETTERS, path.length + text.length + 2L * Integer.BYTES + 2L * Long.BYTES)
          .put(path)
          .put(part.start())
          .put(rows)
          .put(text)
          .done();
    }
  }

  @Override
  public Iterator<byte[]> call(Iterator<Row> rows) {
    return byPart ? parts(rows) : partition(rows);
  }

  private Iterator<byte[]> parts(Iterator<Row> rows) {
    Map<FilePart, long[]> counts = new LinkedHashMap<>();
    FilePart current = FilePart.NONE;
    long[] count = new long[1];
    while (rows.hasNext()) {
      Row row = rows.next();
      if (!current.is(row, key)) {
        current = FilePart.of(row, key);
        count = counts.computeIfAbsent(current, part -> new long[1]);
      }
      count[0]++;
    }
    List<byte[]> found = new ArrayList<>();
    counts.forEach((part, n) -> found.add(new Count(part, n[0], "").bytes()));
    return found.iterator();
  }

  private Iterator<byte[]> partition(Iterator<Row> rows) {
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
    FilePart partition = new FilePart("", TaskContext.getPartitionId());
    return List.of(new Count(partition, count, twice).bytes()).iterator();
  }

  private boolean areEqual(Row one, Row other) {
    for (int i = key; i < key + columns; i++) {
      if (!java.util.Objects.equals(one.get(i), other.get(i))) {
        return false;
      }
    }
    return columns > 0;
  }

  private String text(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = key; i < key + columns; i++) {
      values.add(row.get(i) + "");
    }
    return String.join(", ", values);
  }
}
