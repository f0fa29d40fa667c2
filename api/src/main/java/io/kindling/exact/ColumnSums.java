package io.kindling.exact;

import static io.kindling.exact.ColumnBlocks.BLOCK;

import io.kindling.error.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sums {@code Σ x} and {@code Σ x²} of columns of float64 numbers, and means and
 * deviations of them. Whoever adds the same rows has the same sums, in whatever order and parts.
 *
 * <p>One thread at a time may use it.
 */
public final class ColumnSums {
  private static final int ROWS = PowerSums.MOST_BLOCKS * BLOCK;
  private static final int GROUP = 16; // columns at once, which stay in the cache

  private final ColumnBlocks[] group;
  private final PowerSums powers = new PowerSums();
  private final ColumnBlocks rest = new ColumnBlocks();
  private final ExactSum[] sums;
  private final ExactSum[] squares;
  private long rows;
  private double[] waiting = {};
  private int waitingRows;

  /**
   * Makes sums of no rows yet.
   *
   * @param columns how many columns there are
   */
  public ColumnSums(int columns) {
    group = new ColumnBlocks[Math.min(columns, GROUP)];
    sums = new ExactSum[columns];
    squares = new ExactSum[columns];
    Arrays.setAll(group, i -> new ColumnBlocks());
    Arrays.setAll(sums, i -> new ExactSum());
    Arrays.setAll(squares, i -> new ExactSum());
  }

  /** {@return how many columns there are} */
  public int columns() {
    return sums.length;
  }

  /** {@return how many rows have been added} */
  public long rows() {
    return rows + waitingRows;
  }

  /**
   * Adds a row. It waits for others, since many at once take less time.
   *
   * @param row a number for each column
   * @throws DataException if a number is not finite
   */
  public void add(double... row) {
    for (int i = 0; i < row.length; i++) {
      if (!Double.isFinite(row[i])) {
        throw infinite(row[i], rows(), i);
      }
    }
    if (waiting.length == 0) {
      waiting = new double[ROWS * columns()];
    }
    System.arraycopy(row, 0, waiting, waitingRows * columns(), columns());
    waitingRows++;
    if (waitingRows == ROWS) {
      settle();
    }
  }

  /** Adds the rows that wait. */
  private void settle() {
    int count = waitingRows;
    waitingRows = 0;
    addAll(waiting, count);
  }

  /**
   * Adds rows.
   *
   * @param values a number for each column, row by row
   * @param count how many rows
   * @throws DataException if a number is not finite; then the sums are of no more use
   */
  public void addAll(double[] values, int count) {
    for (int from = 0; from < count; from += ROWS) {
      int part = Math.min(count - from, ROWS);
      for (int first = 0; first < sums.length; first += GROUP) {
        int columns = Math.min(sums.length - first, GROUP);
        take(values, from, part, first, columns);
        for (int i = 0; i < columns; i++) {
          if (!Double.isFinite(group[i].largest())) {
            throw infinite(group[i], first + i);
          }
          add(group[i], sums[first + i], squares[first + i]);
        }
      }
      rows += part;
    }
  }

  /** Turns some rows into some columns, a block at a time. */
  private void take(double[] values, int from, int count, int first, int columns) {
    for (int i = 0; i < columns; i++) {
      group[i].clear();
    }
    for (int row = from; row < from + count; row += BLOCK) {
      int more = Math.min(from + count - row, BLOCK);
      for (int i = 0; i < columns; i++) {
        group[i].add(values, row * sums.length + first + i, sums.length, more);
      }
    }
  }

  private DataException infinite(ColumnBlocks numbers, int column) {
    int row = 0;
    while (Double.isFinite(numbers.number(row))) {
      row++;
    }
    return infinite(numbers.number(row), rows + row, column);
  }

  private static DataException infinite(double number, long row, int column) {
    return new DataException(
        "ColumnSums",
        "each number must be finite",
        number + " in row " + row + ", column " + column,
        "a finite number such as 1.5",
        "rows and columns count from 0");
  }

  /** Adds the numbers of a column: in float64 as long as there are some that it can scale. */
  private void add(ColumnBlocks column, ExactSum sum, ExactSum squares) {
    ColumnBlocks numbers = column;
    ColumnBlocks next = rest;
    while (numbers.largest() > PowerSums.LEAST && numbers.largest() < PowerSums.LARGEST) {
      powers.add(numbers, next, sum, squares);
      ColumnBlocks done = numbers;
      numbers = next;
      next = done;
    }
    for (int i = 0; i < numbers.count(); i++) {
      sum.add(numbers.number(i));
      squares.addProduct(numbers.number(i), numbers.number(i));
    }
  }

  /**
   * Adds the rows of others.
   *
   * @param other sums of as many columns; they stay as they are
   * @throws DataException if it has more columns, or fewer
   */
  public void merge(ColumnSums other) {
    if (other.sums.length != sums.length) {
      throw new DataException(
          "ColumnSums",
          "both must have the same columns",
          other.sums.length + " columns",
          sums.length + "",
          null);
    }
    settle();
    other.settle();
    for (int column = 0; column < columns(); column++) {
      sums[column].add(other.sums[column]);
      squares[column].add(other.squares[column]);
    }
    rows += other.rows;
  }

  /**
   * The mean of a column.
   *
   * @param column which, from 0
   * @return {@code Σ x / n}, exactly, then rounded to the nearest float64; NaN without rows
   */
  public double mean(int column) {
    settle();
    if (rows == 0) {
      return Double.NaN;
    }
    ExactSum sum = sums[column];
    return Rounding.quotient(sum.integer(), BigInteger.valueOf(rows), sum.exponent());
  }

  /**
   * The deviation of a column in its population.
   *
   * @param column which, from 0
   * @return {@code √(n Σ x² − (Σ x)²) / n}, exactly, then rounded to the nearest float64; NaN
   *     without rows
   */
  public double deviation(int column) {
    settle();
    if (rows == 0) {
      return Double.NaN;
    }
    BigInteger n = BigInteger.valueOf(rows);
    BigInteger sum = sums[column].integer();
    int low = Math.min(squares[column].exponent(), 2 * sums[column].exponent());
    BigInteger square = sum.multiply(sum).shiftLeft(2 * sums[column].exponent() - low);
    BigInteger spread =
        squares[column].integer().shiftLeft(squares[column].exponent() - low).multiply(n);
    return Rounding.root(spread.subtract(square), n.multiply(n), low / 2);
  }

  /** {@return all of it as bytes, which depend on the number of rows and the sums alone} */
  public byte[] bytes() {
    settle();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(sums.length);
      out.writeLong(rows);
      for (int i = 0; i < sums.length; i++) {
        sums[i].write(out);
        squares[i].write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @param bytes the bytes
   * @return the same sums
   * @throws DataException if they are no such bytes
   */
  public static ColumnSums of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int columns = in.readInt();
      long rows = in.readLong();
      if (columns < 0 || columns > bytes.length / (2 * ExactSum.LEAST_BYTES) || rows < 0) {
        throw broken(columns + " columns, " + rows + " rows in " + bytes.length + " bytes");
      }
      ColumnSums read = new ColumnSums(columns);
      read.rows = rows;
      for (int i = 0; i < columns; i++) {
        read.sums[i].add(ExactSum.read(in));
        read.squares[i].add(ExactSum.read(in));
      }
      if (in.available() > 0) {
        throw broken(in.available() + " bytes behind them");
      }
      return read;
    } catch (IOException e) {
      throw broken(e instanceof EOFException ? "fewer" : e.getMessage() + "");
    }
  }

  private static DataException broken(String got) {
    return new DataException(
        "ColumnSums", "bytes must be those of sums", got, "what bytes() gave", null);
  }
}
