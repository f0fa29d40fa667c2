package io.kindling.spark;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.sql.Row;

/**
 * What one task reads of a file.
 *
 * @param path the file's path
 * @param start where it begins, in bytes
 */
record FilePart(String path, long start) implements Comparable<FilePart>, Serializable {
  static final FilePart NONE = new FilePart("", -1);

  private static final Comparator<FilePart> ORDER =
      Comparator.comparing(FilePart::path).thenComparing(FilePart::start);

  static FilePart of(Row row, int column) {
    return new FilePart(row.getString(column), row.getLong(column + 1));
  }

  boolean is(Row row, int column) {
    return start == row.getLong(column + 1) && path.equals(row.getString(column));
  }

  @Override
  public int compareTo(FilePart other) {
    return ORDER.compare(this, other);
  }
}
