package io.kindling.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.file.FileFailures;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Cells in rows, under columns with names: a file, a query, several of them. It may be of any size;
 * to train on it takes the memory of a few batches.
 *
 * <pre>{@code
 * Dataset data = CsvFile.of(path).targets("price").dataset(); // all other columns are the features
 * }</pre>
 */
public interface Table {
  /** {@return what errors call it: the file, for instance} */
  String name();

  /** {@return what it should be, for people, for instance {@code a CSV file}} */
  String kind();

  /**
   * Opens the rows, from the first one.
   *
   * @return what reads them
   * @throws DataException if there is no such table, or it has no columns
   * @throws IOException if it cannot be read
   */
  TableRows open() throws IOException;

  /**
   * The same table, which must stay as it is now: who reads it when it has changed is told so.
   *
   * @return such a table; where changes cannot be found out, this one
   * @throws DataException if there is no such table
   */
  default Table unchanged() {
    return this;
  }

  /** {@return whether it can be opened more than once, which a pipe cannot} */
  default boolean isRepeatable() {
    return true;
  }

  /**
   * Guesses how many rows it has, without reading them.
   *
   * @return about how many; a negative number where that cannot be told
   * @throws IOException if it cannot be looked at
   */
  default double aboutRows() throws IOException {
    return -1;
  }

  /**
   * Numbers to predict.
   *
   * @param columns the names of the columns that they are in
   * @return the table with these as targets, and all other columns as features
   */
  default Selection targets(String... columns) {
    return choose(ColumnChoice.targets(columns));
  }

  /**
   * Classes to predict, numbered 0, 1, 2 and so on, or {@linkplain Selection#labels labels}.
   *
   * @param column the name of the column that they are in
   * @return the table with this as target, and all other columns as features
   */
  default Selection classes(String column) {
    return classes(ColumnChoice.targets(column));
  }

  /**
   * Numbers to predict, and features, chosen otherwise than by their names alone.
   *
   * @param columns which columns are what
   * @return the table with these
   */
  default Selection choose(ColumnChoice columns) {
    return Selection.numbers(this, columns);
  }

  /**
   * Classes to predict, and features, chosen otherwise than by their names alone.
   *
   * @param columns which columns are what, one of them a target
   * @return the table with these
   */
  default Selection classes(ColumnChoice columns) {
    return Selection.classes(this, columns);
  }

  /**
   * Reads the names of all columns.
   *
   * @return the names, without the spaces around them
   * @throws DataException if there is no such table, or it has no columns
   */
  default List<String> header() {
    try (TableRows rows = open()) {
      return List.copyOf(rows.header());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Finds the labels of a column, in one pass over the table.
   *
   * @param column its name
   * @return its labels, numbered by value if all of them are numbers, else in order of code points
   * @throws DataException if there is no such table or column, or a cell is missing
   */
  default Classes findClasses(String column) {
    Set<String> labels = new LinkedHashSet<>();
    try (TableRows rows = open()) {
      rows.on(
          ColumnChoice.exactly(List.of(column), rows.header(), rows.terms()).get(0),
          cell -> labels.add(cell.label()));
      rows.readAll();
    } catch (IOException e) {
      throw unreadable(e);
    }
    return Classes.of(labels);
  }

  /**
   * Makes the error that it cannot be read.
   *
   * @param cause why not
   * @return the error
   */
  default DataException unreadable(IOException cause) {
    return FileFailures.unreadable(name(), cause, kind());
  }
}
