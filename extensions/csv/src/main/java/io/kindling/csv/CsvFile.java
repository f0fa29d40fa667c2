package io.kindling.csv;

import io.kindling.DType;
import io.kindling.data.Dataset;
import io.kindling.data.FileState;
import io.kindling.data.StreamingDataset;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A CSV file in UTF-8 whose first line names the columns. It may be of any size; to train on it
 * takes the memory of a few batches.
 *
 * <pre>{@code
 * Dataset data = CsvFile.of(path).targets("price").dataset(); // all other columns are the features
 * }</pre>
 *
 * <p>Cells are separated by commas, lines end as they like, quotes are as in RFC 4180; a byte order
 * mark and empty lines are passed over. A number is decimal, as 1.5 or -2e-3, with spaces around it
 * at most, and becomes the nearest float32.
 */
public final class CsvFile {
  private final Path file;
  private final List<String> features;
  private final List<String> targets;
  private final DType targetType;

  private CsvFile(Path file, List<String> features, List<String> targets, DType targetType) {
    this.file = file;
    this.features = features;
    this.targets = targets;
    this.targetType = targetType;
  }

  /**
   * A file.
   *
   * @param file where it is
   * @return the file, whose targets are yet to be named
   */
  public static CsvFile of(Path file) {
    return new CsvFile(file, List.of(), List.of(), DType.FLOAT32);
  }

  /**
   * With numbers to predict.
   *
   * @param columns the names of the columns that they are in
   * @return such a file
   */
  public CsvFile targets(String... columns) {
    return new CsvFile(file, features, List.of(columns), DType.FLOAT32);
  }

  /**
   * With classes to predict, numbered 0, 1, 2 and so on.
   *
   * @param column the name of the column that they are in
   * @return such a file
   */
  public CsvFile classes(String column) {
    return new CsvFile(file, features, List.of(column), DType.INT64);
  }

  /**
   * With numbers to predict from; without this they are all that are not predicted.
   *
   * @param columns the names of the columns that they are in, in the order in which the model takes
   *     them
   * @return such a file
   */
  public CsvFile features(String... columns) {
    return new CsvFile(file, List.of(columns), targets, targetType);
  }

  /**
   * The rows as data to train on, read anew in every epoch and ahead of it. The file must stay as
   * it is from now on.
   *
   * @return the data
   * @throws DataException if there is no such file or column, no target or feature; and, in
   *     training, if a cell holds no number or the file has changed or cannot be read: the message
   *     names line and column
   */
  public StreamingDataset dataset() {
    FileState state = FileState.of(file, "a CSV file");
    List<String> header;
    try (CsvRecords records = new CsvRecords(state)) {
      header = records.header();
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "the file must be readable", e + "", "a CSV file", null);
    }
    CsvColumns columns = new CsvColumns(file, header, features, targets, targetType);
    return Dataset.streaming(
            columns.features(),
            columns.targets(),
            targetType,
            () -> new CsvRowReader(new CsvRecords(state), columns))
        .readAhead();
  }
}
