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

/** Rows in memory, in float32 or float64; as batches they are float32 in any case. */
public final class TableDataset implements Dataset {
  private final Cells features;
  private final @Nullable Cells numbers;
  private final @Nullable LongBuffer classes;
  private final int columns;
  private final int targets;
  private final float @Nullable [] weights;
  private final float @Nullable [] offset;
  private final int rows;

  /** Takes numbers that have been found finite. */
  private TableDataset(
      Cells features,
      int columns,
      @Nullable Cells numbers,
      @Nullable LongBuffer classes,
      int targets,
      float @Nullable [] weights,
      float @Nullable [] offset) {
    this.features = features;
    this.columns = columns;
    this.numbers = numbers;
    this.classes = classes;
    this.targets = targets;
    this.weights = weights;
    this.offset = offset;
    this.rows = checkSizes();
  }

  static TableDataset of(
      FloatBuffer features,
      int columns,
      @Nullable FloatBuffer numbers,
      @Nullable LongBuffer classes,
      int targets) {
    FloatBuffer x = features.slice();
    FloatBuffer y = numbers == null ? null : numbers.slice();
    TableDataset table =
        new TableDataset(
            new Cells.Narrow(x),
            columns,
            y == null ? null : new Cells.Narrow(y),
            classes == null ? null : classes.slice(),
            targets,
            null,
            null);
    Finite.check("features", x, columns, 0);
    if (y != null) {
      Finite.check("targets", y, targets, 0);
    }
    table.checkClasses();
    return table;
  }

  static TableDataset of(
      double[] features,
      int columns,
      double @Nullable [] numbers,
      @Nullable LongBuffer classes,
      int targets) {
    TableDataset table =
        new TableDataset(
            new Cells.Wide(features),
            columns,
            numbers == null ? null : new Cells.Wide(numbers),
            classes,
            targets,
            null,
            null);
    Finite.check("features", features, features.length, columns, 0);
    if (numbers != null) {
      Finite.check("targets", numbers, numbers.length, targets, 0);
    }
    table.checkClasses();
    return table;
  }

  /**
   * The same rows with weights: a mean over rows is the sum of their losses, each times its weight,
   * divided by the sum of the weights.
   *
   * @param weights a weight for each row, 0 or more; not copied, so leave them alone
   * @return such data
   * @throws DataException if there is another number of them, one is negative or not finite, or all
   *     are 0
   */
  @CheckReturnValue
  public TableDataset weights(float... weights) {
    checkCount("weights", weights);
    Finite.checkBeside(new Beside(true, false), weights, rows, 0);
    for (float weight : weights) {
      if (weight > 0) {
        return new TableDataset(features, columns, numbers, classes, targets, weights, offset);
      }
    }
    throw new DataException(
        "Dataset", "a weight must be above 0", "0 in all rows", "one that is not 0 at least", null);
  }

  /**
   * The same rows with an offset, which is added to the model's outputs before they are compared:
   * of counts over different times, the logarithm of the time.
   *
   * @param offset a number for each row; not copied, so leave them alone
   * @return such data
   * @throws DataException if there is another number of them, or one is not finite
   */
  @CheckReturnValue
  public TableDataset offset(float... offset) {
    checkCount("offset", offset);
    Finite.checkBeside(new Beside(false, true), offset, rows, 0);
    return new TableDataset(features, columns, numbers, classes, targets, weights, offset);
  }

  /**
   * The same rows with weights or offsets.
   *
   * @param beside which of them
   * @param values the numbers of all rows, row by row, float32 in float64
   * @return such data
   * @throws DataException if there is another number of them, or they are none that {@link
   *     #weights} and {@link #offset} take
   */
  @CheckReturnValue
  public TableDataset beside(Beside beside, double... values) {
    TableDataset with = this;
    if (beside.weight()) {
      with = with.weights(column(values, 0, beside.width()));
    }
    return beside.offset()
        ? with.offset(column(values, beside.offsetColumn(), beside.width()))
        : with;
  }

  private static float[] column(double[] values, int column, int width) {
    float[] picked = new float[values.length / width];
    for (int row = 0; row < picked.length; row++) {
      picked[row] = (float) values[row * width + column];
    }
    return picked;
  }

  private void checkCount(String what, float... values) {
    if (values.length != rows) {
      throw new DataException(
          "Dataset", what + " must be as many as rows", values.length + "", rows + "", null);
    }
  }

  private void checkClasses() {
    if (classes != null) {
      Finite.checkClasses(classes, 0);
    }
  }

  private int checkSizes() {
    int given = numbers == null ? Objects.requireNonNull(classes).limit() : numbers.size();
    boolean fits = columns > 0 && targets > 0 && features.size() % Math.max(columns, 1) == 0;
    int count = fits ? features.size() / columns : 0;
    if (!fits || (long) count * targets != given) {
      throw new DataException(
          "Dataset",
          "features and targets must have the same number of rows",
          features.size()
              + " features in rows of "
              + columns
              + ", "
              + given
              + " targets in rows of "
              + targets,
          "the same number of rows",
          null);
    }
    if (count == 0) {
      throw new DataException(
          "Dataset", "there must be at least one row", "none", "at least one", null);
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

  @Override
  public Beside beside() {
    return new Beside(weights != null, offset != null);
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
          "the range must lie within the rows",
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
    TensorData x = TensorData.of(rounded("features", features, columns, order), shape);
    if (numbers != null) {
      Shape targetShape = Shape.of(order.length, targets);
      return new Rows(
          x,
          TensorData.of(rounded("targets", numbers, targets, order), targetShape),
          pickBeside(order));
    }
    long[] picked = Cells.select(Objects.requireNonNull(classes), order).array();
    return new Rows(x, TensorData.of(picked, Shape.of(order.length)), pickBeside(order));
  }

  private @Nullable TensorData pickBeside(int... order) {
    int width = beside().width();
    if (width == 0) {
      return null;
    }
    float[] picked = new float[order.length * width];
    for (int i = 0; i < order.length; i++) {
      if (weights != null) {
        picked[i * width] = weights[order[i]];
      }
      if (offset != null) {
        picked[i * width + width - 1] = offset[order[i]];
      }
    }
    return TensorData.of(picked, Shape.of(order.length, width));
  }

  /** Some rows as float32; a float64 may be too large for it. */
  private static float[] rounded(String what, Cells cells, int columns, int... order) {
    float[] picked = cells.pick(columns, order);
    if (cells instanceof Cells.Wide wide) {
      Finite.checkRounded(what, wide.values(), picked, columns, order);
    }
    return picked;
  }

  private void checkRows(int... order) {
    for (int row : order) {
      if (row < 0 || row >= rows) {
        throw new DataException(
            "Dataset", "there is no such row", "row " + row, "0 … " + (rows - 1), null);
      }
    }
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
    return new TableDataset(
        features.select(columns, order),
        columns,
        numbers == null ? null : numbers.select(targets, order),
        classes == null ? null : Cells.select(classes, order),
        targets,
        select(weights, order),
        select(offset, order));
  }

  private static float @Nullable [] select(float @Nullable [] values, int... order) {
    if (values == null) {
      return null;
    }
    float[] selected = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      selected[i] = values[order[i]];
    }
    return selected;
  }

  /** The same rows with some of their numbers made others; null for those that stay. */
  TableDataset with(float @Nullable [] otherFeatures, float @Nullable [] otherNumbers) {
    if (otherFeatures != null) {
      Finite.check("features", otherFeatures, otherFeatures.length, columns, 0);
    }
    if (otherNumbers != null) {
      Finite.check("targets", otherNumbers, otherNumbers.length, targets, 0);
    }
    return new TableDataset(
        otherFeatures == null ? features : new Cells.Narrow(FloatBuffer.wrap(otherFeatures)),
        columns,
        otherNumbers == null ? numbers : new Cells.Narrow(FloatBuffer.wrap(otherNumbers)),
        classes,
        targets,
        weights,
        offset);
  }

  /** Copies rows as they were given, from one on, as far as there is room. */
  void copy(int from, CellBuffer to) {
    int count = Math.min(to.capacity(), rows - from);
    to.count(count);
    features.copy(from * columns, to.features(), count * columns);
    if (numbers != null) {
      numbers.copy(from * targets, to.numbers(), count * targets);
    }
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
          "both parts must have at least one row",
          validation + " of " + rows + " rows",
          "a share above 0 and below 1 that makes at least one row",
          null);
    }
    return new Split(
        select(Arrays.copyOf(order, rows - held)),
        select(Arrays.copyOfRange(order, rows - held, rows)));
  }
}
