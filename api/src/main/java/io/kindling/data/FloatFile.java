package io.kindling.data;

import io.kindling.core.CheckReturnValue;
import io.kindling.core.DType;
import io.kindling.error.DataException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
  private final int columns;
  private final List<Integer> features;
  private final List<Integer> targets;
  private final DType targetType;

  private FloatFile(
      Path file, int columns, List<Integer> features, List<Integer> targets, DType targetType) {
    this.file = file;
    this.columns = columns;
    this.features = features;
    this.targets = targets;
    this.targetType = targetType;
  }

  /**
   * A file.
   *
   * @param file where it is
   * @param columns how many numbers a row has
   * @return the file, whose targets are yet to be named
   */
  public static FloatFile of(Path file, int columns) {
    return new FloatFile(file, columns, List.of(), List.of(), DType.FLOAT32);
  }

  /**
   * With numbers to predict.
   *
   * @param columns which columns they are in, from 0
   * @return such a file
   */
  @CheckReturnValue
  public FloatFile targets(int... columns) {
    return new FloatFile(file, this.columns, features, list(columns), DType.FLOAT32);
  }

  /**
   * With classes to predict, numbered 0, 1, 2 and so on.
   *
   * @param column which column they are in, from 0
   * @return such a file
   */
  @CheckReturnValue
  public FloatFile classes(int column) {
    return new FloatFile(file, columns, features, List.of(column), DType.INT64);
  }

  /**
   * With numbers to predict from; without this they are all that are not predicted.
   *
   * @param columns which columns they are in, from 0, in the order in which the model takes them
   * @return such a file
   */
  @CheckReturnValue
  public FloatFile features(int... columns) {
    return new FloatFile(file, this.columns, list(columns), targets, targetType);
  }

  private static List<Integer> list(int... columns) {
    return IntStream.of(columns).boxed().toList();
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
    List<Integer> in = checkedFeatures();
    FileState state = FileState.of(file, "a file");
    long row = (long) columns * Float.BYTES;
    if (state.size() == 0 || state.size() % row != 0) {
      throw new DataException(
          file.toString(),
          "a file must hold whole rows",
          state.size() + " bytes",
          "a multiple of " + row + ", which is " + columns + " float32 numbers",
          null);
    }
    int[] from = in.stream().mapToInt(column -> column).toArray();
    int[] to = targets.stream().mapToInt(column -> column).toArray();
    AtomicReference<@Nullable ByteBuffer> spare = new AtomicReference<>();
    return Dataset.streaming(
            from.length,
            to.length,
            targetType,
            () -> new FloatFileReader(state, columns, from, to, targetType, spare))
        .readAhead();
  }

  private List<Integer> checkedFeatures() {
    if (columns < 1) {
      throw refused("a row has a column", columns + "", "1 or more");
    }
    if (targets.isEmpty()) {
      String last = "(" + (columns - 1) + ")";
      throw refused("there must be a target", "none", "targets" + last + " or classes" + last);
    }
    Set<Integer> out = new HashSet<>(targets);
    List<Integer> in =
        features.isEmpty()
            ? IntStream.range(0, columns).boxed().filter(c -> !out.contains(c)).toList()
            : features;
    if (in.isEmpty()) {
      throw refused("there must be a feature", "none", "a column that is not predicted");
    }
    checkOnce(in, "features");
    checkOnce(targets, "targets");
    Set<Integer> both = new TreeSet<>(in);
    both.retainAll(out);
    if (!both.isEmpty()) {
      throw refused("a target is no feature", "column " + both + " as both", "each once");
    }
    return in;
  }

  private void checkOnce(List<Integer> chosen, String what) {
    Set<Integer> seen = new HashSet<>();
    for (int column : chosen) {
      if (column < 0 || column >= columns) {
        throw refused("there is no such column", "column " + column, "0 … " + (columns - 1));
      }
      if (!seen.add(column)) {
        throw refused("a column is named once", column + " twice in " + what, "it once");
      }
    }
  }

  private DataException refused(String rule, String got, String expected) {
    return new DataException(file.toString(), rule, got, expected, null);
  }
}
