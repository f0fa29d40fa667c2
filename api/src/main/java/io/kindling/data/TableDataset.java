package io.kindling.data;

import io.kindling.core.CheckReturnValue;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.error.DataException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows in memory. */
public final class TableDataset implements Dataset {
  private final FloatBuffer features;
  private final @Nullable FloatBuffer numbers;
  private final @Nullable LongBuffer classes;
  private final int columns;
  private final int targets;
  private final int rows;

  TableDataset(
      FloatBuffer features,
      int columns,
      @Nullable FloatBuffer numbers,
      @Nullable LongBuffer classes,
      int targets) {
    this.features = features.slice();
    this.columns = columns;
    this.numbers = numbers == null ? null : numbers.slice();
    this.classes = classes == null ? null : classes.slice();
    this.targets = targets;
    this.rows = checkSizes();
    Finite.check("features", this.features, columns, 0);
    if (this.numbers != null) {
      Finite.check("targets", this.numbers, targets, 0);
    }
    if (this.classes != null) {
      Finite.checkClasses(this.classes, 0);
    }
  }

  private int checkSizes() {
    int given = numbers == null ? Objects.requireNonNull(classes).limit() : numbers.limit();
    boolean fits = columns > 0 && targets > 0 && features.limit() % Math.max(columns, 1) == 0;
    int count = fits ? features.limit() / columns : 0;
    if (!fits || (long) count * targets != given) {
      throw new DataException(
          "Dataset",
          "features and targets must make equally many rows",
          features.limit()
              + " features in rows of "
              + columns
              + ", "
              + given
              + " targets in rows of "
              + targets,
          "row counts that agree",
          null);
    }
    if (count == 0) {
      throw new DataException("Dataset", "there must be a row", "none", "at least one", null);
    }
    return count;
  }

  /** {@return how many rows there are, at least 1} */
  public int rows() {
    return rows;
  }

  @Override
  public int features() {
    return columns;
  }

  @Override
  public int targets() {
    return targets;
  }

  @Override
  public DType targetType() {
    return numbers == null ? DType.INT64 : DType.FLOAT32;
  }

  /** {@return a copy of all rows} */
  public Rows all() {
    return range(0, rows);
  }

  /**
   * Copies rows that follow each other.
   *
   * @param from the first one
   * @param to the one after the last
   * @return the rows
   * @throws DataException if there is no such range
   */
  public Rows range(int from, int to) {
    if (from < 0 || to < from || to > rows) {
      throw new DataException(
          "Dataset",
          "a range must lie in the rows",
          from + " … " + to,
          "from ≤ to in 0 … " + rows,
          null);
    }
    int[] order = new int[to - from];
    Arrays.setAll(order, i -> from + i);
    return pick(order);
  }

  /**
   * Copies rows.
   *
   * @param order which rows, in which order
   * @return the rows
   * @throws DataException if one of them is not there
   */
  public Rows pick(int... order) {
    checkRows(order);
    Shape shape = Shape.of(order.length, columns);
    TensorData x = TensorData.of(pick(features, columns, order), shape);
    if (numbers != null) {
      Shape targetShape = Shape.of(order.length, targets);
      return new Rows(x, TensorData.of(pick(numbers, targets, order), targetShape));
    }
    return new Rows(x, TensorData.of(pickClasses(order), Shape.of(order.length)));
  }

  private void checkRows(int... order) {
    for (int row : order) {
      if (row < 0 || row >= rows) {
        throw new DataException(
            "Dataset", "there is no such row", "row " + row, "0 … " + (rows - 1), null);
      }
    }
  }

  private static float[] pick(FloatBuffer values, int columns, int... order) {
    float[] picked = new float[Math.multiplyExact(order.length, columns)];
    for (int i = 0; i < order.length; i++) {
      values.get(order[i] * columns, picked, i * columns, columns);
    }
    return picked;
  }

  private long[] pickClasses(int... order) {
    long[] picked = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      picked[i] = Objects.requireNonNull(classes).get(order[i]);
    }
    return picked;
  }

  /**
   * A data set of some of the rows.
   *
   * @param order which rows, in which order, at least one
   * @return the data, copied
   * @throws DataException if there is no row, or one of them is not there
   */
  @CheckReturnValue
  public TableDataset select(int... order) {
    checkRows(order);
    FloatBuffer x = FloatBuffer.wrap(pick(features, columns, order));
    return numbers == null
        ? Dataset.of(x, columns, LongBuffer.wrap(pickClasses(order)))
        : Dataset.of(x, columns, FloatBuffer.wrap(pick(numbers, targets, order)), targets);
  }

  /**
   * Splits at random, as {@code torch.utils.data.random_split}: rows are put in the order of {@link
   * TorchRandom#randperm}, the last ones are for validation.
   *
   * @param validation the share of the rows that is for validation, above 0 and below 1; the number
   *     is rounded down
   * @param random where the order comes from
   * @return the two parts
   * @throws DataException if a part would be empty
   */
  public Split split(double validation, TorchRandom random) {
    return split(validation, random.randperm(rows));
  }

  /**
   * Splits in the order of the rows: the last ones are for validation.
   *
   * @param validation the share of the rows that is for validation, above 0 and below 1; the number
   *     is rounded down
   * @return the two parts
   * @throws DataException if a part would be empty
   */
  public Split split(double validation) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    return split(validation, order);
  }

  private Split split(double validation, int... order) {
    int held = (int) Math.floor(validation * rows);
    if (!(validation > 0 && validation < 1) || held == 0 || held == rows) {
      throw new DataException(
          "split",
          "both parts must have a row",
          validation + " of " + rows + " rows",
          "a share above 0 and below 1 that makes at least one row",
          null);
    }
    return new Split(
        select(Arrays.copyOf(order, rows - held)),
        select(Arrays.copyOfRange(order, rows - held, rows)));
  }
}
