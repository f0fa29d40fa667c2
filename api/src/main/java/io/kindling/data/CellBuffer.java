package io.kindling.data;

import io.kindling.core.DType;
import org.jspecify.annotations.Nullable;

/**
 * Room for a batch of rows as they were written down, in float64, to be filled again and again.
 * What a model eats is float32, but a column is standardized before it is rounded: of the time in
 * milliseconds, 1700000000000, a float32 keeps two minutes.
 */
public final class CellBuffer {
  private final int capacity;
  private final int columns;
  private final int targetColumns;
  private final DType targetType;
  private final double[] features;
  private final double[] numbers;
  private final long[] classes;
  private final int besideColumns;
  private final float[] beside;
  private @Nullable RowBuffer narrow;
  private int count;

  /**
   * Room for some rows.
   *
   * @param capacity how many rows, at least 1
   * @param features how many features a row has, at least 1
   * @param targets how many targets a row has, at least 1; 1 for classes
   * @param targetType float32 for numbers, int64 for classes
   */
  public CellBuffer(int capacity, int features, int targets, DType targetType) {
    this(capacity, features, targets, targetType, 0);
  }

  /**
   * Room for some rows with weights or offsets, which are float32 here too.
   *
   * @param capacity how many rows, at least 1
   * @param features how many features a row has, at least 1
   * @param targets how many targets a row has, at least 1; 1 for classes
   * @param targetType float32 for numbers, int64 for classes
   * @param beside how many numbers a row has beside these, see {@link Beside#width}
   */
  public CellBuffer(int capacity, int features, int targets, DType targetType, int beside) {
    RowBuffer.checkSize(capacity, features, targets);
    boolean numeric = targetType == DType.FLOAT32;
    this.capacity = capacity;
    this.columns = features;
    this.targetColumns = targets;
    this.targetType = targetType;
    this.features = new double[capacity * features];
    this.numbers = new double[numeric ? capacity * targets : 0];
    this.classes = new long[numeric ? 0 : capacity];
    this.besideColumns = beside;
    this.beside = new float[capacity * beside];
  }

  /** Room for the same rows, rounded. */
  RowBuffer narrow() {
    if (narrow == null) {
      narrow = new RowBuffer(capacity, columns, targetColumns, targetType, besideColumns);
    }
    return narrow;
  }

  /** Puts in what {@link #narrow} was filled with. */
  void widen() {
    RowBuffer rows = narrow();
    count = rows.count();
    widen(rows.features(), features, count * columns);
    System.arraycopy(rows.beside(), 0, beside, 0, count * besideColumns);
    if (targetType == DType.FLOAT32) {
      widen(rows.numbers(), numbers, count * targetColumns);
    } else {
      System.arraycopy(rows.classes(), 0, classes, 0, count);
    }
  }

  private static void widen(float[] from, double[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = from[i];
    }
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
    RowBuffer.checkCount("CellBuffer", count, capacity);
    this.count = count;
  }

  /** {@return its features, row by row; its own array, for {@link #capacity()} rows} */
  public double[] features() {
    return features;
  }

  /** {@return its targets where they are numbers, row by row; its own array, else empty} */
  public double[] numbers() {
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
