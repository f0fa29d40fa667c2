package io.kindling.data;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import java.util.Arrays;

/**
 * Room for a batch of rows, to be filled again and again: a source that is read for hours makes no
 * garbage so.
 */
public final class RowBuffer {
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private final int capacity;
  private final int columns;
  private final int targetColumns;
  private final DType targetType;
  private final float[] features;
  private final float[] numbers;
  private final long[] classes;
  private final int besideColumns;
  private final float[] beside;
  private int count;

  /**
   * Room for some rows.
   *
   * @param capacity how many rows, at least 1
   * @param features how many features a row has, at least 1
   * @param targets how many targets a row has, at least 1; 1 for classes
   * @param targetType float32 for numbers, int64 for classes
   * @throws DataException if no array has so much room
   */
  public RowBuffer(int capacity, int features, int targets, DType targetType) {
    this(capacity, features, targets, targetType, 0);
  }

  /**
   * Room for some rows with weights or offsets.
   *
   * @param capacity how many rows, at least 1
   * @param features how many features a row has, at least 1
   * @param targets how many targets a row has, at least 1; 1 for classes
   * @param targetType float32 for numbers, int64 for classes
   * @param beside how many numbers a row has beside these, see {@link Beside#width}
   * @throws DataException if no array has so much room
   */
  public RowBuffer(int capacity, int features, int targets, DType targetType, int beside) {
    checkSize(capacity, features, targets);
    boolean numeric = targetType == DType.FLOAT32;
    this.capacity = capacity;
    this.columns = features;
    this.targetColumns = targets;
    this.targetType = targetType;
    this.features = new float[capacity * features];
    this.numbers = new float[numeric ? capacity * targets : 0];
    this.classes = new long[numeric ? 0 : capacity];
    this.besideColumns = beside;
    this.beside = new float[capacity * beside];
  }

  static void checkSize(int capacity, int features, int targets) {
    long most = (long) capacity * Math.max(features, targets);
    if (most > MOST_VALUES) {
      throw new DataException(
          "batch_size",
          "a batch must fit an array",
          capacity + " rows of " + Math.max(features, targets) + " values",
          "at most " + MOST_VALUES + " values",
          null);
    }
  }

  static void checkCount(String room, int count, int capacity) {
    if (count < 0 || count > capacity) {
      throw new DataException(room, "rows must fit", count + " rows", "0 … " + capacity, null);
    }
  }

  /** Room with a copy of rows in it. */
  static RowBuffer of(Rows rows) {
    TensorData targets = rows.targets();
    int columns = Math.toIntExact(rows.features().shape().size(1));
    int width = targets.shape().rank() == 1 ? 1 : Math.toIntExact(targets.shape().size(1));
    int beside = rows.beside() == null ? 0 : Math.toIntExact(rows.beside().shape().size(1));
    RowBuffer buffer = new RowBuffer(rows.count(), columns, width, targets.dtype(), beside);
    buffer.put(rows);
    return buffer;
  }

  /** Puts a copy of rows in, instead of those that are there. */
  void put(Rows rows) {
    rows.checkFits(capacity, columns, targetColumns, targetType, besideColumns);
    count = rows.count();
    rows.features().floats().get(features, 0, count * columns);
    if (targetType == DType.FLOAT32) {
      rows.targets().floats().get(numbers, 0, count * targetColumns);
    } else {
      rows.targets().longs().get(classes, 0, count);
    }
    if (rows.beside() != null) {
      rows.beside().floats().get(beside, 0, count * besideColumns);
    }
  }

  /** {@return a copy of the rows that are in it} */
  public Rows rows() {
    TensorData x =
        TensorData.filledFloats(
            Shape.of(count, columns), to -> System.arraycopy(features, 0, to, 0, to.length));
    TensorData y =
        targetType == DType.FLOAT32
            ? TensorData.filledFloats(
                Shape.of(count, targetColumns),
                to -> System.arraycopy(numbers, 0, to, 0, to.length))
            : TensorData.of(Arrays.copyOf(classes, count), Shape.of(count));
    TensorData more =
        besideColumns == 0
            ? null
            : TensorData.of(
                Arrays.copyOf(beside, count * besideColumns), Shape.of(count, besideColumns));
    return new Rows(x, y, more);
  }

  /** The memory that it takes. */
  long bytes() {
    return Float.BYTES * ((long) features.length + numbers.length + beside.length)
        + (long) Long.BYTES * classes.length;
  }

  /** {@return how many rows there is room for} */
  public int capacity() {
    return capacity;
  }

  /** {@return how many rows are in it} */
  public int count() {
    return count;
  }

  /**
   * Says how many rows are in it, from the first one.
   *
   * @param count how many, at most its capacity
   */
  public void count(int count) {
    checkCount("RowBuffer", count, capacity);
    this.count = count;
  }

  /** {@return its features, row by row; its own array, for {@link #capacity()} rows} */
  public float[] features() {
    return features;
  }

  /** {@return its targets where they are numbers, row by row; its own array, else empty} */
  public float[] numbers() {
    return numbers;
  }

  /** {@return its targets where they are classes; its own array, else empty} */
  public long[] classes() {
    return classes;
  }

  /** {@return its weights and offsets, row by row; its own array, empty where there are none} */
  public float[] beside() {
    return beside;
  }
}
