package io.kindling.csv;

import io.kindling.data.FileState;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file in UTF-8 whose first line names the columns. It may be of any size; to train on it
 * takes the memory of a few batches.
 *
 * <pre>{@code
 * Dataset data = CsvFile.of(path).targets("price").dataset(); // all other columns are the features
 * }</pre>
 *
 * <p>Cells are separated by commas, lines end as they like, quotes are as in RFC 4180; a byte order
 * mark where a line begins and empty lines are passed over. A number is decimal, as 1.5 or -2e-3,
 * with spaces around it at most, and becomes the nearest float32, or what a {@link
 * io.kindling.data.Standardizer} makes of the nearest float64. A column of text may be read by its
 * labels, see {@link io.kindling.table.Selection#labels}. What stands for a missing value, see
 * {@link io.kindling.table.MissingValues}, is neither a number nor a label.
 */
public final class CsvFile implements Table {
  private static final String KIND = "a CSV file";

  /** As much of a file tells how long its lines are. */
  private static final int HEAD = 1 << 16;

  private final Path file;
  private final @Nullable FileState state;

  private CsvFile(Path file, @Nullable FileState state) {
    this.file = file;
    this.state = state;
  }

  /**
   * A file.
   *
   * @param file where it is
   * @return the file, whose targets are yet to be named
   */
  public static CsvFile of(Path file) {
    return new CsvFile(file, null);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public TableRows open() throws IOException {
    return state == null ? CsvRows.open(file) : CsvRows.open(state);
  }

  @Override
  public Table unchanged() {
    return state == null ? new CsvFile(file, FileState.of(file, KIND)) : this;
  }

  @Override
  public boolean isRepeatable() {
    return Files.isRegularFile(file);
  }

  /** By the length of its first lines. */
  @Override
  public double aboutRows() throws IOException {
    if (!isRepeatable()) {
      return -1;
    }
    byte[] head;
    try (InputStream stream = Files.newInputStream(file)) {
      head = stream.readNBytes(HEAD);
    }
    int lines = 0;
    for (byte one : head) {
      lines += one == '\n' ? 1 : 0;
    }
    return (double) Files.size(file) * Math.max(1, lines) / Math.max(1, head.length);
  }
}
