package io.kindling.csv;

import io.kindling.core.DType;
import io.kindling.data.CellBuffer;
import io.kindling.data.ColumnChoice;
import io.kindling.data.Dataset;
import io.kindling.data.FileState;
import io.kindling.data.StreamingDataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
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
 * labels, see {@link #labels}. What stands for a missing value, see {@link CsvCell#isMissing}, is
 * neither a number nor a label.
 */
public final class CsvFile {
  private static final int CHUNK = 4096;

  private final Path file;
  private final @Nullable FileState state;
  private final ColumnChoice choice;
  private final DType targetType;
  private final Map<String, Classes> labels;

  private CsvFile(
      Path file,
      @Nullable FileState state,
      ColumnChoice choice,
      DType targetType,
      Map<String, Classes> labels) {
    this.file = file;
    this.state = state;
    this.choice = choice;
    this.targetType = targetType;
    this.labels = labels;
  }

  /**
   * A file.
   *
   * @param file where it is
   * @return the file, whose targets are yet to be named
   */
  public static CsvFile of(Path file) {
    return new CsvFile(file, null, ColumnChoice.targets(), DType.FLOAT32, Map.of());
  }

  /**
   * A file that must be as it was.
   *
   * @param state how it was
   * @return the file, whose targets are yet to be named
   */
  public static CsvFile of(FileState state) {
    return new CsvFile(state.file(), state, ColumnChoice.targets(), DType.FLOAT32, Map.of());
  }

  /**
   * With numbers to predict.
   *
   * @param columns the names of the columns that they are in
   * @return such a file
   */
  public CsvFile targets(String... columns) {
    return choose(choice.withTargets(List.of(columns)));
  }

  /**
   * With classes to predict, numbered 0, 1, 2 and so on, or {@linkplain #labels labels}.
   *
   * @param column the name of the column that they are in
   * @return such a file
   */
  public CsvFile classes(String column) {
    return classes(choice.withTargets(List.of(column)));
  }

  /**
   * With numbers to predict from; without this they are all that are not predicted.
   *
   * @param columns the names of the columns that they are in, in the order in which the model takes
   *     them
   * @return such a file
   */
  public CsvFile features(String... columns) {
    return new CsvFile(file, state, choice.features(columns), targetType, labels);
  }

  /**
   * With numbers to predict, and features, chosen otherwise than by their names alone.
   *
   * @param columns which columns are what
   * @return such a file
   */
  public CsvFile choose(ColumnChoice columns) {
    return new CsvFile(file, state, columns, DType.FLOAT32, labels);
  }

  /**
   * With classes to predict, and features, chosen otherwise than by their names alone.
   *
   * @param columns which columns are what, one of them a target
   * @return such a file
   */
  public CsvFile classes(ColumnChoice columns) {
    return new CsvFile(file, state, columns, DType.INT64, labels);
  }

  /**
   * With a column, of features or targets, that is read by its labels: each cell is the number of
   * its class.
   *
   * @param column the name of the column
   * @param classes its classes, from {@link #findClasses} or from where a model was saved
   * @return such a file
   */
  public CsvFile labels(String column, Classes classes) {
    Map<String, Classes> more = new HashMap<>(labels);
    more.put(column, classes);
    return new CsvFile(file, state, choice, targetType, more);
  }

  /**
   * Reads the names of all columns.
   *
   * @return the names, without the spaces around them
   * @throws DataException if there is no such file, or no header
   */
  public List<String> header() {
    try (CsvRows rows = CsvRows.open(state())) {
      return List.copyOf(rows.header());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Finds the labels of a column, in one pass over the file.
   *
   * @param column its name
   * @return its labels, numbered by value if all of them are numbers, else in order of code points
   * @throws DataException if there is no such file or column, or a cell is missing
   */
  public Classes findClasses(String column) {
    Set<String> labels = new LinkedHashSet<>();
    try (CsvRows rows = CsvRows.open(state())) {
      rows.on(
          ColumnChoice.exactly(List.of(column), rows.header(), rows.terms()).get(0),
          cell -> labels.add(cell.label()));
      rows.readAll();
    } catch (IOException e) {
      throw unreadable(e);
    }
    return Classes.of(labels);
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
    FileState now = state();
    ColumnChoice.Found found;
    try (CsvRows rows = CsvRows.open(now)) {
      found = found(rows);
    } catch (IOException e) {
      throw unreadable(e);
    }
    return Dataset.streaming(
            found.features().size(),
            found.targets().size(),
            targetType,
            () -> new CsvRowReader(CsvRows.open(now), found, targetType, labels))
        .readAhead();
  }

  /**
   * The rows as data in memory, in float64.
   *
   * @return the data
   * @throws DataException if there is no such file or column, no target or feature, or a cell holds
   *     no number: the message names line and column
   */
  public TableDataset table() {
    DoubleStream.Builder features = DoubleStream.builder();
    DoubleStream.Builder numbers = DoubleStream.builder();
    LongStream.Builder classes = LongStream.builder();
    try (CsvRows rows = CsvRows.open(state())) {
      ColumnChoice.Found found = found(rows);
      int in = found.features().size();
      int out = found.targets().size();
      CellBuffer cells = new CellBuffer(CHUNK, in, out, targetType);
      CsvRowReader reader = new CsvRowReader(rows, found, targetType, labels);
      do {
        reader.read(cells);
        DoubleStream.of(cells.features()).limit((long) cells.count() * in).forEach(features);
        if (targetType == DType.FLOAT32) {
          DoubleStream.of(cells.numbers()).limit((long) cells.count() * out).forEach(numbers);
        } else {
          LongStream.of(cells.classes()).limit(cells.count()).forEach(classes);
        }
      } while (cells.count() == cells.capacity());
      return targetType == DType.FLOAT32
          ? Dataset.of(features.build().toArray(), in, numbers.build().toArray(), out)
          : Dataset.of(features.build().toArray(), in, classes.build().toArray());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private FileState state() {
    return state == null ? FileState.of(file, "a CSV file") : state;
  }

  private ColumnChoice.Found found(CsvRows rows) {
    if (!choice.hasTarget()) {
      throw new DataException(
          file + ", line 1",
          "there must be a target",
          "none",
          "targets(\"…\") or classes(\"…\")",
          null);
    }
    return choice.among(rows.header(), rows.terms());
  }

  private DataException unreadable(IOException e) {
    return new DataException(
        file.toString(), "the file must be readable", e + "", "a CSV file", null);
  }
}
