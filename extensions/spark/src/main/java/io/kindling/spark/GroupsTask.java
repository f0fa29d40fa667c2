package io.kindling.spark;

import io.kindling.statistics.Groups;
import java.util.ArrayList;
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

  /** What the row's group is called; null where a label is missing. */
  private @Nullable String label(Row row) {
    List<String> labels = new ArrayList<>(by.size());
    for (int i = 0; i < by.size(); i++) {
      if (row.isNullAt(i)) {
        return null;
      }
      labels.add(row.getString(i));
    }
    return Groups.label(labels);
  }

  private String missing(Row row) {
    int i = 0;
    while (!row.isNullAt(i)) {
      i++;
    }
    return RowSums.noLabel(by.get(i));
  }
}
