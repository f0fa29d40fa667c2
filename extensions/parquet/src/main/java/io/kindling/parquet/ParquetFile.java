package io.kindling.parquet;

import io.kindling.data.FileState;
import io.kindling.error.DataException;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file. It may be of any size; to train on it takes the memory of a few batches and of
 * the wanted columns of one row group, as they are compressed.
 *
 * <pre>{@code
 * Dataset data = ParquetFile.of(path).targets("price").dataset(); // all others are the features
 * }</pre>
 *
 * <p>Columns that nobody asks for are not read. A column is flat: numbers of all widths, unsigned
 * ones and decimals too, which become the nearest float64 (float32 and float16 exactly); booleans,
 * 1 and 0; text; dates and times, as in ISO 8601, instants in UTC. Null is missing, and so is NaN
 * and what a text says of nothing, see {@link io.kindling.table.ValueCell}. Lists, maps, groups and
 * bytes are refused where they are wanted. Pages may be compressed by Snappy, Zstandard, gzip or
 * LZ4 (the later of the two codecs of this name).
 */
public final class ParquetFile implements Table {
  private static final String KIND = "a Parquet file";

  private final Path file;
  private final @Nullable FileState state;

  private ParquetFile(Path file, @Nullable FileState state) {
    this.file = file;
    this.state = state;
  }

  /**
   * A file.
   *
   * @param file where it is
   * @return the file, whose targets are yet to be named
   */
  public static ParquetFile of(Path file) {
    return new ParquetFile(file, null);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * Opens the file and reads its footer.
   *
   * @return its rows; what is wanted of them must be said before the first one
   * @throws DataException if there is no such file, it has changed, or it is no whole Parquet file;
   *     while reading, if it is damaged, or a column that is wanted is not flat
   * @throws IOException if it cannot be read
   */
  @Override
  public TableRows open() throws IOException {
    return rows();
  }

  private ParquetRows rows() throws IOException {
    FileState now = FileState.of(file, KIND);
    if (!isRepeatable()) {
      throw new DataException(
          name(),
          "a Parquet file must be a file, since it is read from its end",
          "a pipe or a device",
          "a file",
          null);
    }
    if (state != null) {
      state.check();
    }
    return ParquetRows.open(state == null ? now : state, this::countMissing);
  }

  @Override
  public Table unchanged() {
    return state == null ? new ParquetFile(file, FileState.of(file, KIND)) : this;
  }

  @Override
  public boolean isRepeatable() {
    return Files.isRegularFile(file);
  }

  /** Exactly, as the footer says. */
  @Override
  public double aboutRows() throws IOException {
    try (ParquetRows rows = rows()) {
      return rows.count();
    }
  }

  private long countMissing(int column) {
    long[] count = {0};
    try (TableRows rows = open()) {
      rows.on(column, cell -> count[0] += cell.isMissing() ? 1 : 0);
      rows.readAll();
    } catch (IOException | DataException e) {
      return 1; // what is wrong there is another matter
    }
    return Math.max(1, count[0]);
  }
}
