package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.file.AtomicFile;
import io.kindling.table.FeatureColumns;
import io.kindling.table.Table;
import io.kindling.text.Printable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
  private final ProductSums sums;
  private final RowBlock waiting;
  private long rows;

  private Moments(List<String> columns, boolean weighted) {
    this.columns = List.copyOf(columns);
    this.weighted = weighted;
    RowChecks.names(columns);
    SumChecks.memory(columns.size(), 1);
    this.sums = new ProductSums(columns.size() + 1);
    this.waiting = new RowBlock(columns.size() + 1, weighted);
    waiting.clear();
  }

  /**
   * Sums of no rows yet.
   *
   * @param columns the columns' names, without the constant
   * @param weighted whether rows have weights
   * @return such sums
   * @throws DataException if two columns have one name, or there is not memory enough
   */
  public static Moments of(List<String> columns, boolean weighted) {
    return new Moments(columns, weighted);
  }

  /** The sums of a group. */
  static Moments of(List<String> columns, boolean weighted, SmallSums sums) {
    Moments moments = new Moments(columns, weighted);
    sums.addTo(moments.sums);
    moments.rows = sums.rows();
    return moments;
  }

  /**
   * Sums of a table's rows, which is read once, on one processor, while the others add up. Cells of
   * text are decimals; numbers of databases and Parquet are what they are there.
   *
   * @param table the table
   * @param columns the columns, among them those to predict, and how their cells become numbers
   * @param weights the name of the column with the rows' weights; null for none
   * @param dropMissing whether rows with missing cells are left out
   * @return their sums, of the features of all columns
   * @throws DataException if there is no such table or column, or a cell holds no such number: the
   *     message names the place and the column
   */
  public static Moments of(
      Table table, FeatureColumns columns, @Nullable String weights, boolean dropMissing) {
    return TableSums.of(table, columns, weights, dropMissing).moments();
  }

  private RowChecks checks() {
    return new RowChecks(columns, rows);
  }

  /** {@return how many rows there are, without those of weight 0, which are as good as none} */
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
    settle();
    Objects.checkIndex(i, columns.size() + 1);
    Objects.checkIndex(j, columns.size() + 1);
    return sums.get(Math.min(i, j), Math.max(i, j)).decimal();
  }

  /** The same, as it is kept; i ≤ j. */
  ExactNumber exact(int i, int j) {
    settle();
    return sums.get(i, j);
  }

  /**
   * Adds a row of weight 1.
   *
   * @param row a number for each column
   * @throws DataException if a number is not finite, or there are more or fewer of them
   */
  public void add(double[] row) {
    checks().width(row.length);
    checks().finite(row, 1);
    addChecked(row, null);
  }

  /**
   * Adds a row.
   *
   * @param row a number for each column
   * @param weight what it counts
   * @throws DataException if a number is not finite, the weight is not finite or below 0, or is
   *     none of weighted sums
   */
  public void add(double[] row, double weight) {
    checks().width(row.length);
    double[] weights = {weight};
    checks().weights(weighted, weights, 1);
    checks().finite(row, 1);
    if (weight > 0) {
      addChecked(row, weights);
    }
  }

  private void addChecked(double[] row, double @Nullable [] weights) {
    if (!waiting.isBinary()) {
      settle();
    }
    waiting.add(row, 0, weights, 1);
    count();
  }

  /**
   * Adds rows of weight 1, on all processors.
   *
   * @param rows a number for each column, row by row
   * @param count how many rows
   * @throws DataException if a number is not finite; then none of the rows has been added
   */
  public void addAll(double[] rows, int count) {
    checks().width(rows.length, count);
    checks().finite(rows, count);
    addBlocks(count, (block, from, more) -> block.add(rows, from, null, more));
  }

  /**
   * Adds rows, on all processors.
   *
   * @param rows a number for each column, row by row
   * @param weights what each row counts
   * @param count how many rows
   * @throws DataException if a number is not finite, or a weight is not finite or below 0, or is
   *     none of weighted sums; then none of the rows has been added
   */
  public void addAll(double[] rows, double[] weights, int count) {
    checks().width(rows.length, count);
    checks().finite(rows, count);
    checks().weights(weighted, weights, count);
    addBlocks(count, (block, from, more) -> block.add(rows, from, weights, more));
    this.rows -= Arrays.stream(weights, 0, count).filter(weight -> weight == 0).count();
  }

  /**
   * Adds rows of weight 1, on all processors.
   *
   * @param rows a number for each column, row by row
   * @param count how many rows
   * @throws DataException if a number is not finite; then none of the rows has been added
   */
  public void addAll(float[] rows, int count) {
    checks().width(rows.length, count);
    checks().finite(rows, count);
    addBlocks(count, (block, from, more) -> block.add(rows, from, more));
  }

  /** Puts some of the rows that are to be added into a block. */
  private interface Filling {
    void fill(RowBlock block, int from, int count);
  }

  private void addBlocks(int count, Filling filling) {
    Queue<RowBlock> free = new ConcurrentLinkedQueue<>();
    IntStream.range(0, (count + RowBlock.ROWS - 1) / RowBlock.ROWS)
        .parallel()
        .forEach(
            i -> {
              RowBlock block = free.poll();
              block = block == null ? new RowBlock(columns.size() + 1, weighted) : block;
              block.clear();
              int from = i * RowBlock.ROWS;
              filling.fill(block, from, Math.min(count - from, RowBlock.ROWS));
              BlockSums.add(block, sums);
              free.add(block);
            });
    rows += count;
  }

  /** Adds the rows of a block, which is not to be touched until that is done. */
  CompletableFuture<Void> addLater(RowBlock block) {
    rows += block.count();
    return CompletableFuture.runAsync(() -> BlockSums.add(block, sums));
  }

  /** Adds what a source has. */
  void addBlocks(BlockQueue.Source source) throws IOException {
    BlockQueue queue =
        new BlockQueue(columns.size() + 1, weighted, block -> BlockSums.add(block, sums));
    rows += queue.addAll(source);
  }

  /**
   * Adds a row of weight 1 of decimal numbers.
   *
   * @param row a number for each column
   * @throws DataException if a number is larger than float64 has them, or has more than 1100 digits
   *     behind the point
   */
  public void add(BigDecimal[] row) {
    addDecimals(row, BigDecimal.ONE);
  }

  /**
   * Adds a row of decimal numbers.
   *
   * @param row a number for each column
   * @param weight what it counts
   * @throws DataException if a number is larger than float64 has them, or has more than 1100 digits
   *     behind the point, or the weight is below 0, or is none of weighted sums
   */
  public void add(BigDecimal[] row, BigDecimal weight) {
    checks().weights(weighted, new double[] {weight.signum()}, 1);
    addDecimals(row, weight);
  }

  private void addDecimals(BigDecimal[] row, BigDecimal weight) {
    checks().width(row.length);
    List<ExactNumber> numbers = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      numbers.add(checks().exact(row[i], i));
    }
    if (weighted) {
      numbers.add(checks().exact(weight, row.length));
    }
    if (weight.signum() == 0) {
      return;
    }
    for (int i = 0; i < numbers.size(); i++) {
      waiting.put(i + 1, numbers.get(i));
    }
    waiting.end();
    count();
  }

  private void count() {
    rows++;
    if (waiting.isFull()) {
      settle();
    }
  }

  /** Adds the rows that wait. */
  private void settle() {
    if (!waiting.isEmpty()) {
      BlockSums.add(waiting, sums);
      waiting.clear();
    }
  }

  /**
   * Adds the rows of others.
   *
   * @param other sums of the same columns
   * @throws DataException if it has other columns, or weights where this has none
   */
  public void merge(Moments other) {
    SumChecks.alike(this, other);
    if (rows > Long.MAX_VALUE - other.rows) {
      throw new DataException(
          RowChecks.NAME,
          "there must be fewer than 2^63 rows",
          rows + " and " + other.rows,
          "sums of rows that were read",
          null);
    }
    change(other, /* negative= */ false);
  }

  /**
   * Takes rows away that had been added: the sums are then as if they had never been.
   *
   * @param other sums of the same columns
   * @throws DataException if it has other columns, weights where this has none, or more rows; or if
   *     a column would be left with a variance below 0, as of rows that had never been added, which
   *     not all such rows cause
   */
  public void remove(Moments other) {
    SumChecks.alike(this, other);
    if (other.rows > rows) {
      throw SumChecks.never(other.rows + " rows of " + rows);
    }
    change(other, /* negative= */ true);
    String problem = problem();
    if (problem != null) {
      change(other, /* negative= */ false);
      throw SumChecks.never(problem);
    }
  }

  private void change(Moments other, boolean negative) {
    settle();
    other.settle();
    rows += negative ? -other.rows : other.rows;
    sums.add(other.sums, negative);
  }

  /** What shows that no rows have such sums; null for nothing. */
  @Nullable String problem() {
    settle();
    return SumChecks.problem(this, sums);
  }

  /** {@return all of it as bytes, which depend on names, rows and sums alone} */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      settle();
      KstatFormat.write(this, sums, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no such errors
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
  public static Moments of(byte[] bytes) {
    try {
      return KstatFormat.read(new ByteArrayInputStream(bytes), bytes.length, RowChecks.NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no such errors
    }
  }

  /**
   * Writes a file, usually named {@code .kstat}, of the bytes that {@link #bytes} gives. It is
   * replaced whole or not at all.
   *
   * @param file where
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    settle();
    AtomicFile.write(file, out -> KstatFormat.write(this, sums, out));
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
    try (InputStream in = Files.newInputStream(file)) {
      return KstatFormat.read(in, Files.size(file), Printable.line(file.toString()));
    }
  }

  /**
   * Finds out whether a file begins as those do that {@link #save} writes.
   *
   * @param file which
   * @return whether it is there and does so
   */
  public static boolean isSaved(Path file) {
    return KstatFormat.isBegin(file);
  }

  /**
   * The mean of a column.
   *
   * @param i a column, counted from 1
   * @return {@code Σ w zᵢ / Σ w}, exactly, then rounded to the nearest float64; NaN where no row
   *     counts
   */
  public double mean(int i) {
    settle();
    Objects.checkIndex(i - 1, columns.size());
    ExactNumber all = sums.get(0, 0);
    return all.isZero() ? Double.NaN : sums.get(0, i).over(all);
  }

  /**
   * The deviation of a column in its population.
   *
   * @param i a column, counted from 1
   * @return {@code √(Σ w · Σ w zᵢ² − (Σ w zᵢ)²) / Σ w}, exactly, then rounded to the nearest
   *     float64; NaN where no row counts
   */
  public double deviation(int i) {
    settle();
    Objects.checkIndex(i - 1, columns.size());
    ExactNumber all = sums.get(0, 0);
    return all.isZero() ? Double.NaN : sums.spread(i).rootOver(all.times(all));
  }

  /** Puts sums in that were read. */
  void restore(long count, Numbers numbers) throws IOException {
    rows = count;
    numbers.read(sums);
  }

  /** Where sums come from. */
  interface Numbers {
    void read(ProductSums sums) throws IOException;
  }
}
