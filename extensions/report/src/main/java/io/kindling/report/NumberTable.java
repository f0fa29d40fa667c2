package io.kindling.report;

import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Numbers under names.
 *
 * @param header what stands above the rows' names, and above each column of numbers
 * @param rows the rows
 */
public record NumberTable(List<String> header, List<Row> rows) {
  /**
   * A row.
   *
   * @param name its name
   * @param numbers its numbers; NaN where there is none
   */
  public record Row(String name, List<Double> numbers) {
    /** Copies the list. */
    public Row {
      numbers = Collections.unmodifiableList(new ArrayList<>(numbers));
    }

    /**
     * A row of some numbers.
     *
     * @param name its name
     * @param numbers its numbers
     * @return the row
     */
    public static Row of(String name, double... numbers) {
      return new Row(name, Arrays.stream(numbers).boxed().collect(Collectors.toList()));
    }
  }

  /**
   * Copies the lists.
   *
   * @throws DataException if a row has not a number for each column
   */
  public NumberTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.numbers.size() + 1 != header.size()) {
        throw new DataException(
            "NumberTable",
            "a row must have a number for each column",
            row.numbers.size() + " of " + row.name,
            header.size() - 1 + "",
            null);
      }
    }
  }
}
