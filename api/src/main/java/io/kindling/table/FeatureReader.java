package io.kindling.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import java.util.List;

/** Reads features from a table's rows, one row after the other. */
public final class FeatureReader {
  private final double[] row;
  private boolean gap;

  /** Looks at each number that is read. */
  @FunctionalInterface
  public interface Check {
    /** No number is looked at. */
    Check NONE = (cell, place, number) -> {};

    /**
     * Looks at a number.
     *
     * @param cell where it stands
     * @param place which of the features it is, from 0
     * @param number the number
     * @throws DataException if it is not what a model takes
     */
    void check(Cell cell, int place, double number);
  }

  /**
   * Reads on in a table.
   *
   * @param rows the table's rows, of which none has been read yet
   * @param columns the columns to read
   * @param drops whether rows with missing cells are only marked, see {@link #hasGap}
   * @param check looks at each number; not at what stands for other cells
   * @throws DataException if the table has not these columns
   */
  public FeatureReader(TableRows rows, FeatureColumns columns, boolean drops, Check check) {
    this.row = new double[columns.features().size()];
    List<Integer> places = ColumnChoice.exactly(columns.names(), rows.header(), rows.terms());
    int at = 0;
    for (int i = 0; i < places.size(); i++) {
      FeatureColumn column = columns.columns().get(i);
      int width = column.features().size();
      int first = at;
      boolean number = column.encoding() instanceof NumberEncoding;
      boolean plain = number && column.filling() == null;
      rows.on(
          places.get(i),
          cell -> {
            double read = plain ? cell.parse() : Double.NaN;
            if (Double.isFinite(read)) { // mostly; to ask whether a cell is missing takes longer
              row[first] = read;
              check.check(cell, first, read);
            } else if (drops && cell.isMissing()) {
              gap = true;
            } else {
              column.put(cell, row, first, width);
              if (number) {
                check.check(cell, first, row[first]);
              }
            }
          });
      at += width;
    }
  }

  /** Makes ready for the next row. */
  public void begin() {
    gap = false;
  }

  /** {@return whether a cell of the row was missing, and so the row is to be left out} */
  public boolean hasGap() {
    return gap;
  }

  /** {@return the row's features; the same array each time} */
  public double[] row() {
    return row;
  }
}
