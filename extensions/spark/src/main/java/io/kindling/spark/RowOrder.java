package io.kindling.spark;

import io.kindling.error.DataException;
import java.util.List;

/**
 * What the order of a table's rows is. A sum of floats depends on it, and partitions and executors
 * come and go; so a training is the same, to the last bit, only where each row has a number.
 */
public sealed interface RowOrder {
  /**
   * The order in files that number their rows: by the files' paths, relative to the folder that
   * they are all in, then as they are in each file. Rows that were filtered out are not counted.
   *
   * @return the order
   */
  static RowOrder parquet() {
    return new Numbered();
  }

  /**
   * The order in files of text, such as CSV or JSON: by the files' paths, relative to the folder
   * that they are all in, then as they are in each file. The rows must come straight from the
   * files: filtered perhaps, but not joined, sorted or repartitioned. Reading them takes a pass to
   * count them.
   *
   * @return the order
   */
  static RowOrder csv() {
    return new Counted();
  }

  /**
   * The order of one or more columns, lexicographically.
   *
   * @param names the columns' names; no two rows may have the same values
   * @return the order
   * @throws DataException if there is none
   */
  static RowOrder column(String... names) {
    return new ByColumns(List.of(names));
  }

  /**
   * The order of the rows' numbers themselves: features, targets, weights. It costs a sort of the
   * whole table, and holds wherever the rows come from; rows that are equal may change places,
   * which changes nothing. It is not the order of a file.
   *
   * @return the order
   */
  static RowOrder content() {
    return new ByContent();
  }

  /** Files whose format numbers rows. */
  record Numbered() implements RowOrder {}

  /** Files whose rows are counted. */
  record Counted() implements RowOrder {}

  /**
   * By columns.
   *
   * @param names theirs, one at least
   */
  record ByColumns(List<String> names) implements RowOrder {
    /** Copies the list. */
    public ByColumns {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new DataException(
            "RowOrder.column", "there must be a column", "none", "column(\"id\")", null);
      }
    }
  }

  /** By the rows themselves. */
  record ByContent() implements RowOrder {}
}
