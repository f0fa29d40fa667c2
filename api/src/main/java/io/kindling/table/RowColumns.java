package io.kindling.table;

import io.kindling.data.Beside;
import io.kindling.data.ColumnChoice;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that hold what rows have beside features and targets.
 *
 * @param weights the column of weights; null for none
 * @param offset the column of offsets; null for none
 */
public record RowColumns(@Nullable String weights, @Nullable String offset) {
  /** No such columns. */
  public static final RowColumns NONE = new RowColumns(null, null);

  /** {@return what rows have of them} */
  public Beside beside() {
    return new Beside(weights != null, offset != null);
  }

  /** {@return the names of the columns, in the order of {@link Beside}} */
  public List<String> names() {
    return Stream.of(weights, offset).filter(Objects::nonNull).toList();
  }

  /**
   * {@return where a table has them}
   *
   * @param rows the table
   */
  public List<Integer> in(TableRows rows) {
    return ColumnChoice.exactly(names(), rows.header(), rows.terms());
  }

  /**
   * Reads a cell of one of the columns.
   *
   * @param column which of {@link #names}
   * @param cell the cell
   * @return its number, a float32
   * @throws io.kindling.error.DataException if it holds no number, or a negative weight
   */
  public float number(int column, Cell cell) {
    double number = cell.wide(text -> null);
    boolean weighs = weights != null && column == 0;
    if (!Float.isFinite((float) number)) {
      throw cell.tooLarge(weighs ? "divide all weights by the same number" : null);
    }
    if (number < 0 && weighs) {
      throw cell.refused("a weight must not be negative", cell.text().strip(), "0 or more", null);
    }
    return (float) number;
  }
}
