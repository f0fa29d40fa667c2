package io.kindling.cli.options;

import io.kindling.error.DataException;
import java.util.List;
import java.util.Set;

/**
 * Columns whose labels tell groups of rows apart.
 *
 * @param option the option that they were typed with
 * @param typed what was typed, text by text
 */
public record GroupColumns(String option, List<String> typed) {
  /** Those of a command that has no groups. */
  public static final GroupColumns NONE = new GroupColumns("", List.of());

  /**
   * Finds them.
   *
   * @param header the names of the table's columns
   * @throws DataException if one is named twice
   */
  List<String> among(List<String> header) {
    List<String> columns = ColumnNames.split(option, typed, header);
    if (columns.size() > Set.copyOf(columns).size()) {
      throw new DataException(
          option,
          "a column must be named only once",
          "'" + String.join(",", typed) + "'",
          "it once",
          null);
    }
    return columns;
  }
}
