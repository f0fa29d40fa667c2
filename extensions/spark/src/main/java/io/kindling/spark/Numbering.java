package io.kindling.spark;

import io.kindling.error.DataException;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

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
   * @param file where the hash of the file's path is; behind it is the row's number
   * @param before how many rows are before those of each file, by its hash
   */
  record ByFile(int file, Map<Long, Long> before) implements Numbering {
    @Override
    public Counter start(int partition) {
      return new Counter() {
        private long current;
        private long base = -1;

        @Override
        public long number(Row row) {
          long hash = row.getLong(file);
          if (hash != current || base < 0) {
            base = known(before.get(hash), "a file");
            current = hash;
          }
          return base + row.getLong(file + 1);
        }
      };
    }
  }

  /**
   * By their place behind those before them in a part of a file.
   *
   * @param file where the hash of the file's path is; behind it is where the part begins
   * @param before how many rows are before those of each part
   */
  record ByPart(int file, Map<Part, Long> before) implements Numbering {
    @Override
    public Counter start(int partition) {
      return new Counter() {
        private Part current = new Part(0, -1);
        private long next;

        @Override
        public long number(Row row) {
          long hash = row.getLong(file);
          long start = row.getLong(file + 1);
          if (start != current.start || hash != current.file) {
            current = new Part(hash, start);
            next = known(before.get(current), "a part of a file");
          }
          return next++;
        }
      };
    }
  }

  /**
   * What one task reads of a file.
   *
   * @param file the hash of its path
   * @param start where the part begins, in bytes
   */
  record Part(long file, long start) implements Serializable {}

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

  private static long known(@Nullable Long before, String place) {
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
