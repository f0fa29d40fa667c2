package io.kindling.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows by columns, the constant before them and the weights behind them, until they are added
 * to the sums.
 */
final class RowBlock {
  /** How many rows at most: see {@link SliceBlock} for why it cannot be more. */
  static final int ROWS = 512;

  private final NumberColumn[] columns;
  private final boolean weighted;
  private final List<ExactNumber[]> odd = new ArrayList<>();
  private int rows;

  /** Makes room; the constant is one of the columns. */
  RowBlock(int columns, boolean weighted) {
    this.columns = new NumberColumn[columns + (weighted ? 1 : 0)];
    this.weighted = weighted;
    Arrays.setAll(this.columns, i -> new NumberColumn());
  }

  /** Begins anew, with decimals or with binary numbers. */
  void clear(boolean decimals) {
    rows = 0;
    odd.clear();
    for (NumberColumn column : columns) {
      column.clear(decimals);
    }
    columns[0].clear(/* decimals= */ false);
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == ROWS || odd.size() == ROWS;
  }

  boolean isEmpty() {
    return rows == 0 && odd.isEmpty();
  }

  /** {@return whether it has decimals; what it has are then no binary numbers} */
  boolean isDecimal() {
    return columns[columns.length - 1].isDecimal();
  }

  NumberColumn column(int i) {
    return columns[i];
  }

  /** {@return the weights; null where each row counts as one} */
  @Nullable NumberColumn weights() {
    return weighted ? columns[columns.length - 1] : null;
  }

  /** {@return rows, with the constant and their weight, that are to be added by themselves} */
  List<ExactNumber[]> odd() {
    return odd;
  }

  /** Takes rows of binary numbers. */
  void add(double[] values, int from, double @Nullable [] weights, int count) {
    int width = columns.length - 1 - (weighted ? 1 : 0);
    Arrays.fill(columns[0].high, rows, rows + count, 1);
    for (int i = 0; i < width; i++) {
      double[] numbers = columns[i + 1].high;
      for (int row = 0, at = from * width + i; row < count; row++, at += width) {
        numbers[rows + row] = values[at];
      }
    }
    if (weighted) {
      double[] numbers = columns[width + 1].high;
      if (weights == null) {
        Arrays.fill(numbers, rows, rows + count, 1);
      } else {
        System.arraycopy(weights, from, numbers, rows, count);
      }
    }
    rows += count;
  }

  /** Takes rows of binary numbers of weight 1. */
  void add(float[] values, int from, int count) {
    int width = columns.length - 1 - (weighted ? 1 : 0);
    Arrays.fill(columns[0].high, rows, rows + count, 1);
    for (int i = 0; i < width; i++) {
      double[] numbers = columns[i + 1].high;
      for (int row = 0, at = from * width + i; row < count; row++, at += width) {
        numbers[rows + row] = values[at];
      }
    }
    if (weighted) {
      Arrays.fill(columns[width + 1].high, rows, rows + count, 1);
    }
    rows += count;
  }

  /** Takes a row of decimals: the constant, the columns and the weight. */
  void add(ExactNumber[] row) {
    for (ExactNumber number : row) {
      if (number.exponent() != 0 || number.integer().bitLength() >= Long.SIZE) {
        odd.add(row);
        return;
      }
    }
    columns[0].high[rows] = 1;
    for (int i = 1; i < columns.length; i++) {
      columns[i].put(rows, row[i].integer().longValue(), row[i].places());
    }
    rows++;
  }

  /** Brings each column to one unit. Rows that do not fit are odd. */
  void seal() {
    for (NumberColumn column : columns) {
      for (int row = column.seal(rows); row >= 0; row = column.seal(rows)) {
        makeOdd(row);
      }
    }
    for (int row = 0; row < rows && weighted; row++) {
      if (hasLow(row)) {
        makeOdd(row); // a product of three has room for one low number at most
      }
    }
    if (weighted && isDecimal()) {
      for (NumberColumn column : columns) {
        column.seal(rows);
      }
    }
  }

  private boolean hasLow(int row) {
    for (NumberColumn column : columns) {
      if (column.hasLow() && column.low[row] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Makes all rows odd: they are too far apart. */
  void makeAllOdd() {
    for (int row = 0; row < rows; row++) {
      makeOdd(row);
    }
  }

  private void makeOdd(int row) {
    ExactNumber[] numbers = new ExactNumber[columns.length + (weighted ? 0 : 1)];
    numbers[numbers.length - 1] = ExactNumber.ONE;
    for (int i = 0; i < columns.length; i++) {
      numbers[i] = columns[i].number(row);
      columns[i].blank(row);
    }
    odd.add(numbers);
  }
}
