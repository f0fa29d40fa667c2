package io.kindling.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some rows by columns, the constant before them and the weights behind them, until they are added
 * to the sums.
 */
final class RowBlock {
  /** How many rows at most: see {@link SliceBlock} for why it cannot be more. */
  static final int ROWS = 512;

  private static final int LONG_DIGITS = 19; // those that not every long has

  private final NumberColumn[] columns;
  private final boolean weighted;
  private final List<ExactNumber[]> odd = new ArrayList<>();
  private final Map<Integer, ExactNumber> strange = new HashMap<>(); // of the row that comes next
  private int rows;
  private boolean mixed; // rows that were put number by number

  /** Makes room; the constant is one of the columns. */
  RowBlock(int columns, boolean weighted) {
    this.columns = new NumberColumn[columns + (weighted ? 1 : 0)];
    this.weighted = weighted;
    Arrays.setAll(this.columns, i -> new NumberColumn());
  }

  /** Begins anew. */
  void clear() {
    rows = 0;
    mixed = false;
    odd.clear();
    for (NumberColumn column : columns) {
      column.clear();
    }
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return count() == ROWS;
  }

  boolean isEmpty() {
    return count() == 0;
  }

  /** {@return how many rows it has, with those that are to be added by themselves} */
  int count() {
    return rows + odd.size();
  }

  /** {@return whether it has nothing but binary numbers, in all columns} */
  boolean isBinary() {
    return !mixed;
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

  /** Takes rows of binary numbers, where it has nothing but such. */
  void add(double[] values, int from, double @Nullable [] weights, int count) {
    begin(weights, from, count);
    int width = width();
    for (int i = 0; i < width; i++) {
      double[] numbers = columns[i + 1].binaries(rows + count);
      for (int row = 0, at = from * width + i; row < count; row++, at += width) {
        numbers[rows + row] = values[at];
      }
    }
    rows += count;
  }

  /** Takes rows of binary numbers of weight 1, where it has nothing but such. */
  void add(float[] values, int from, int count) {
    begin(null, from, count);
    int width = width();
    for (int i = 0; i < width; i++) {
      double[] numbers = columns[i + 1].binaries(rows + count);
      for (int row = 0, at = from * width + i; row < count; row++, at += width) {
        numbers[rows + row] = values[at];
      }
    }
    rows += count;
  }

  private int width() {
    return columns.length - 1 - (weighted ? 1 : 0);
  }

  private void begin(double @Nullable [] weights, int from, int count) {
    Arrays.fill(columns[0].binaries(rows + count), rows, rows + count, 1);
    if (weighted && weights == null) {
      Arrays.fill(columns[columns.length - 1].binaries(rows + count), rows, rows + count, 1);
    } else if (weights != null) {
      double[] numbers = columns[columns.length - 1].binaries(rows + count);
      System.arraycopy(weights, from, numbers, rows, count);
    }
  }

  /** Puts a decimal number in the row that comes next. */
  void put(int column, BigDecimal number) {
    boolean plain = number.scale() >= 0 && number.precision() < LONG_DIGITS;
    if (plain) {
      put(column, number.scaleByPowerOfTen(number.scale()).longValue(), number.scale());
    } else {
      put(column, ExactNumber.of(number));
    }
  }

  /** Puts a binary number in the row that comes next; the weight is behind the last column. */
  void put(int column, double number) {
    if (!columns[column].put(rows, number)) {
      put(column, ExactNumber.of(number));
    }
  }

  /** Puts {@code integer · 10^−places} in the row that comes next. */
  void put(int column, long integer, int places) {
    if (!columns[column].put(rows, integer, places)) {
      put(column, new ExactNumber(BigInteger.valueOf(integer), 0, places));
    }
  }

  /** Puts any number in the row that comes next. */
  void put(int column, ExactNumber number) {
    boolean fits = number.exponent() == 0 && number.integer().bitLength() < Long.SIZE;
    if (!fits || !columns[column].put(rows, number.integer().longValue(), number.places())) {
      columns[column].blank(rows);
      strange.put(column, number);
    }
  }

  /** Ends the row that comes next, of which all columns and the weight have been put. */
  void end() {
    mixed = true;
    columns[0].put(rows, 1.0);
    if (!strange.isEmpty()) {
      makeOdd(rows);
      ExactNumber[] row = odd.get(odd.size() - 1);
      strange.forEach((column, number) -> row[column] = number);
      strange.clear();
    } else {
      rows++;
    }
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
  }

  private boolean hasLow(int row) {
    for (NumberColumn column : columns) {
      if (column.hasLow() && column.low()[row] != 0) {
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
