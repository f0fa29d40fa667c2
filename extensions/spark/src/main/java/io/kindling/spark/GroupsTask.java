package io.kindling.spark;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The exact sums of each group of a partition's rows, which are sorted by the groups, so that those
 * of one group at a time are in memory.
 *
 * @param by the columns in front, whose labels tell groups apart
 * @param columns the columns behind these; behind them the weights, where there are some
 * @param weights the name of the weights' column; null for none
 */
record GroupsTask(List<String> by, List<String> columns, @Nullable String weights)
    implements MapPartitionsFunction<Row, byte[]> {
  @Override
  public Iterator<byte[]> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private @Nullable Row next = rows.hasNext() ? rows.next() : null;

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public byte[] next() {
        Row row = next;
        if (row == null) {
          throw new NoSuchElementException();
        }
        String label = label(row);
        if (label == null) {
          next = null; // the rest does not matter
          return new GroupSums("", missing(row), new byte[0]).bytes();
        }
        RowSums sums = new RowSums(columns, weights, by.size());
        do {
          if (sums.isSound()) {
            sums.add(row);
          }
          row = rows.hasNext() ? rows.next() : null;
        } while (row != null && label.equals(label(row)));
        next = row;
        return GroupSums.of(label, sums).bytes();
      }
    };
  }

  /** The row's labels with commas between them, as on one machine; null where one is missing. */
  private @Nullable String label(Row row) {
    if (by.size() == 1) {
      return row.getString(0);
    }
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < by.size(); i++) {
      if (row.isNullAt(i)) {
        return null;
      }
      label.append(i == 0 ? "" : ", ").append(row.getString(i));
    }
    return label.toString();
  }

  private String missing(Row row) {
    int i = 0;
    while (!row.isNullAt(i)) {
      i++;
    }
    return RowSums.noLabel(by.get(i));
  }
}
