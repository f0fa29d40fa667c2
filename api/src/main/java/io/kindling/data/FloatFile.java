package io.kindling.data;

import io.kindling.core.CheckReturnValue;
import io.kindling.core.DType;
import io.kindling.error.DataException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of float32 numbers, little-endian, row by row, and nothing else: what NumPy's {@code
 * array.astype('<f4').tofile(path)} writes. It may be of any size; to train on it takes the memory
 * of a few batches.
 *
 * <pre>{@code
 * Dataset data = FloatFile.of(path, 9).targets(8).dataset(); // columns 0 … 7 are the features
 * }</pre>
 */
public final class FloatFile {
  private final Path file;
  private final List<String> names;
  private final ColumnChoice choice;
  private final DType targetType;

  private FloatFile(Path file, List<String> names, ColumnChoice choice, DType targetType) {
    this.file = file;
    this.names = names;
    this.choice = choice;
    this.targetType = targetType;
  }

  /**
   * A file.
   *
   * @param file where it is
   * @param columns how many numbers a row has; they are called by their numbers, 0, 1, 2 and so on
   * @return the file, whose targets are yet to be named
   */
  public static FloatFile of(Path file, int columns) {
    return of(file, IntStream.range(0, columns).mapToObj(Integer::toString).toList());
  }

  /**
   * A file whose columns have names.
   *
   * @param file where it is
   * @param columns the name of each column
   * @return the file, whose targets are yet to be named
   */
  public static FloatFile of(Path file, List<String> columns) {
    return new FloatFile(
        file, List.copyOf(columns), ColumnChoice.targets(List.of()), DType.FLOAT32);
  }

  /**
   * With numbers to predict.
   *
   * @param columns which columns they are in, from 0
   * @return such a file
   * @throws DataException if there is no such column
   */
  @CheckReturnValue
  public FloatFile targets(int... columns) {
    return choose(choice.withTargets(named(columns)));
  }

  /**
   * With classes to predict, numbered 0, 1, 2 and so on.
   *
   * @param column which column they are in, from 0
   * @return such a file
   * @throws DataException if there is no such column
   */
  @CheckReturnValue
  public FloatFile classes(int column) {
    return classes(choice.withTargets(named(column)));
  }

  /**
   * With numbers to predict from; without this they are all that are not predicted.
   *
   * @param columns which columns they are in, from 0, in the order in which the model takes them
   * @return such a file
   * @throws DataException if there is no such column
   */
  @CheckReturnValue
  public FloatFile features(int... columns) {
    return new FloatFile(file, names, choice.features(named(columns)), targetType);
  }

  /**
   * With numbers to predict, and features, by name.
   *
   * @param columns which columns are what
   * @return such a file
   */
  public FloatFile choose(ColumnChoice columns) {
    return new FloatFile(file, names, columns, DType.FLOAT32);
  }

  /**
   * With classes to predict, numbered 0, 1, 2 and so on, and features, by name.
   *
   * @param columns which columns are what, one of them a target
   * @return such a file
   */
  public FloatFile classes(ColumnChoice columns) {
    return new FloatFile(file, names, columns, DType.INT64);
  }

  private List<String> named(int... columns) {
    if (names.isEmpty()) {
      throw refused("a row must have at least one column", "0", "1 or more");
    }
    List<String> chosen = new ArrayList<>();
    for (int column : columns) {
      if (column < 0 || column >= names.size()) {
        throw refused("there is no such column", "column " + column, "0 … " + (names.size() - 1));
      }
      chosen.add(names.get(column));
    }
    return chosen;
  }

  /**
   * The rows as data to train on, read anew in every epoch and ahead of it. The file must stay as
   * it is from now on.
   *
   * @return the data
   * @throws DataException if there is no such file or column, no target or feature, or the file
   *     does not hold whole rows; and, in training, if the file has changed or cannot be read
   */
  public StreamingDataset dataset() {
    ColumnChoice.Found found = found();
    FileState state = FileState.of(file, "a file");
    long row = (long) names.size() * Float.BYTES;
    if (state.size() == 0 || state.size() % row != 0) {
      throw new DataException(
          file.toString(),
          "a file must hold whole rows",
          state.size() + " bytes",
          "a multiple of " + row + ", which is " + names.size() + " float32 numbers",
          null);
    }
    int[] from = found.features().stream().mapToInt(column -> column).toArray();
    int[] to = found.targets().stream().mapToInt(column -> column).toArray();
    AtomicReference<@Nullable ByteBuffer> spare = new AtomicReference<>();
    return Dataset.streaming(
            from.length,
            to.length,
            targetType,
            () -> new FloatFileReader(state, names.size(), from, to, targetType, spare))
        .readAhead();
  }

  private ColumnChoice.Found found() {
    if (names.isEmpty()) {
      throw refused("a row must have at least one column", "0", "1 or more");
    }
    if (!choice.hasTarget()) {
      String last = "(" + (names.size() - 1) + ")";
      throw refused("there must be a target", "none", "targets" + last + " or classes" + last);
    }
    return choice.among(names, ColumnChoice.Terms.of(file.toString()));
  }

  private DataException refused(String rule, String got, String expected) {
    return new DataException(file.toString(), rule, got, expected, null);
  }
}
