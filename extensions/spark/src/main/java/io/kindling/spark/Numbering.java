package io.kindling.spark;

import io.kindling.error.DataException;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Gives the rows of a partition their numbers in the whole table. */
interface Numbering extends Serializable {
  /**
   * Begins a partition.
   *
   * @param partition which one
   */
  Counter start(int partition);

  /** For one partition. */
  interface Counter {
    /** The number of the next row. */
    long number(Row row);
  }

  /**
   * By a column that numbers them.
   *
   * @param column where that is
   * @param first the first number
   */
  record ByNumber(int column, long first) implements Numbering {
    @Override
    public Counter start(int partition) {
      return row -> row.getLong(column) - first;
    }
  }

  /**
   * By their numbers in files.
   *
   * @param path where the file's path is; behind it is the row's number
   * @param before how many rows are before those of each file
   */
  record ByFile(int path, Map<String, Long> before) implements Numbering {
    @Override
    public Counter start(int partition) {
      return new Counter() {
        private String current = "";
        private long base;

        @Override
        public long number(Row row) {
          String file = row.getString(path);
          if (!file.equals(current)) {
            base = known(before.get(file), file);
            current = file;
          }
          return base + row.getLong(path + 1);
        }
      };
    }
  }

  /**
   * By their place behind those before them in a part of a file.
   *
   * @param path where the file's path is; behind it is where the part begins
   * @param before how many rows are before those of each part
   */
  record ByPart(int path, Map<FilePart, Long> before) implements Numbering {
    @Override
    public Counter start(int partition) {
      return new Counter() {
        private FilePart current = FilePart.NONE;
        private long next;

        @Override
        public long number(Row row) {
          if (!current.is(row, path)) {
            current = FilePart.of(row, path);
            next = known(before.get(current), current + "");
          }
          return next++;
        }
      };
    }
  }

  /**
   * By their place in partitions that are in order.
   *
   * @param before how many rows are before those of each partition
   */
  record ByPartition(Map<Integer, Long> before) implements Numbering {
    @Override
    public Counter start(int partition) {
      long[] next = {known(before.get(partition), "partition " + partition)};
      return row -> next[0]++;
    }
  }

  private static long known(@org.jspecify.annotations.Nullable Long before, String place) {
    if (before == null) {
      throw new DataException(
          "order",
          "the table must be the same each time it is read",
          "rows in " + place + ", which were not there before",
          "the rows that were counted",
          "train when nobody writes to it, or from a copy");
    }
    return before;
  }
}
