package io.kindling.statistics;

import io.kindling.error.DataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Exact sums over rows of columns z₁ … z_d, with a constant column z₀ = 1 before them: {@code Σ w
 * zᵢ zⱼ} for all i and j, where w is 1 without weights. Whether a column is a feature or a target
 * is for who uses the sums to say.
 *
 * <p>Nothing is rounded, ever. So the order of rows, merging in any grouping and removing again
 * make no difference to a sum nor to the bytes. A {@code double} is the binary number that it is;
 * where a number is known as the decimal that somebody wrote, as in text, {@link
 * #add(BigDecimal...)} takes it as that decimal: 0.1 is one tenth.
 *
 * <p>One thread at a time may use it.
 */
public final class Moments {
  private final List<String> columns;
  private final boolean weighted;
  private final BigDecimal[] sums; // of i ≤ j, at j (j + 1) / 2 + i
  private long rows;

  private Moments(List<String> columns, boolean weighted) {
    this.columns = List.copyOf(columns);
    this.weighted = weighted;
    int size = columns.size() + 1;
    this.sums = new BigDecimal[size * (size + 1) / 2];
    Arrays.fill(sums, BigDecimal.ZERO);
  }

  /**
   * Sums of no rows yet.
   *
   * @param columns the columns' names, without the constant
   * @param weighted whether rows have weights
   * @return such sums
   */
  public static Moments of(List<String> columns, boolean weighted) {
    return new Moments(columns, weighted);
  }

  /** {@return how many rows there are} */
  public long rows() {
    return rows;
  }

  /** {@return the columns' names, without the constant} */
  public List<String> columns() {
    return columns;
  }

  /** {@return whether rows have weights} */
  public boolean weighted() {
    return weighted;
  }

  /**
   * Tells a sum.
   *
   * @param i a column, counted from 1; 0 for the constant
   * @param j another, or the same
   * @return {@code Σ w zᵢ zⱼ}, exactly, without trailing zeros; so {@code sum(0, 0)} is {@code Σ w}
   */
  public BigDecimal sum(int i, int j) {
    return sums[index(i, j)].stripTrailingZeros();
  }

  private static int index(int i, int j) {
    int low = Math.min(i, j);
    int high = Math.max(i, j);
    return high * (high + 1) / 2 + low;
  }

  /**
   * Adds a row of weight 1.
   *
   * @param row a number for each column
   * @throws DataException if a number is not finite
   */
  public void add(double[] row) {
    add(decimals(row), BigDecimal.ONE);
  }

  /**
   * Adds a row.
   *
   * @param row a number for each column
   * @param weight what it counts
   * @throws DataException if a number is not finite, or the weight is not finite or below 0
   */
  public void add(double[] row, double weight) {
    add(decimals(row), new BigDecimal(weight));
  }

  /**
   * Adds rows of weight 1.
   *
   * @param rows a number for each column, row by row
   * @param count how many rows
   * @throws DataException if a number is not finite
   */
  public void addAll(double[] rows, int count) {
    for (int i = 0; i < count; i++) {
      add(Arrays.copyOfRange(rows, i * columns.size(), (i + 1) * columns.size()));
    }
  }

  /**
   * Adds rows.
   *
   * @param rows a number for each column, row by row
   * @param weights what each row counts
   * @param count how many rows
   * @throws DataException if a number is not finite, or a weight is not finite or below 0
   */
  public void addAll(double[] rows, double[] weights, int count) {
    for (int i = 0; i < count; i++) {
      add(Arrays.copyOfRange(rows, i * columns.size(), (i + 1) * columns.size()), weights[i]);
    }
  }

  /**
   * Adds rows of weight 1.
   *
   * @param rows a number for each column, row by row
   * @param count how many rows
   * @throws DataException if a number is not finite
   */
  public void addAll(float[] rows, int count) {
    double[] wide = new double[count * columns.size()];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = rows[i];
    }
    addAll(wide, count);
  }

  /**
   * Adds a row of weight 1 of decimal numbers.
   *
   * @param row a number for each column
   */
  public void add(BigDecimal[] row) {
    add(row, BigDecimal.ONE);
  }

  /**
   * Adds a row of decimal numbers.
   *
   * @param row a number for each column
   * @param weight what it counts
   * @throws DataException if the weight is below 0
   */
  public void add(BigDecimal[] row, BigDecimal weight) {
    rows++;
    for (int j = 0; j <= row.length; j++) {
      BigDecimal term = j == 0 ? weight : weight.multiply(row[j - 1]);
      for (int i = 0; i <= j; i++) {
        int at = index(i, j);
        sums[at] = sums[at].add(i == 0 ? term : term.multiply(row[i - 1]));
      }
    }
  }

  private static BigDecimal[] decimals(double[] row) {
    return Arrays.stream(row).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  /**
   * Adds the rows of others.
   *
   * @param other sums of the same columns
   * @throws DataException if it has other columns, or weights where this has none
   */
  public void merge(Moments other) {
    rows += other.rows;
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i].add(other.sums[i]);
    }
  }

  /**
   * Takes rows away that had been added: the sums are then as if they had never been.
   *
   * @param other sums of the same columns
   * @throws DataException if it has other columns, weights where this has none, or more rows
   */
  public void remove(Moments other) {
    rows -= other.rows;
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i].subtract(other.sums[i]);
    }
  }

  /** {@return all of it as bytes, which depend on names, rows and sums alone} */
  public byte[] bytes() {
    throw new UnsupportedOperationException("bytes");
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @param bytes the bytes
   * @return the same sums
   * @throws DataException if they are no such bytes
   */
  public static Moments of(byte[] bytes) {
    throw new UnsupportedOperationException("of");
  }

  /**
   * Writes a file, usually named {@code .kstat}.
   *
   * @param file where
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    throw new UnsupportedOperationException("save");
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @param file which
   * @return its sums
   * @throws IOException if it cannot be read
   * @throws DataException if it is no such file
   */
  public static Moments load(Path file) throws IOException {
    throw new UnsupportedOperationException("load");
  }
}
