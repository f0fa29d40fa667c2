package io.kindling.data;

import io.kindling.core.CheckReturnValue;
import io.kindling.core.DType;
import io.kindling.error.DataException;
import io.kindling.exact.ColumnSums;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives columns mean 0 and standard deviation 1, which lets gradient descent work on columns of any
 * units. Numbers that were given in float64 are scaled before they are rounded to float32, so that
 * a column may lie far from 0: times in milliseconds, money in cents. Deviations are the
 * population's, as in scikit-learn's {@code StandardScaler}; a constant column is only shifted. It
 * belongs to the model that was trained behind it: save both.
 *
 * @param features what is done to the features; null for nothing
 * @param targets what is done to the targets; null for nothing
 * @see <a
 *     href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html">
 *     sklearn.preprocessing.StandardScaler</a>
 */
public record Standardizer(@Nullable Scaling features, @Nullable Scaling targets) {
  private static final int CHUNK = 4096;

  /**
   * Learns the features' means and deviations, and the targets' where they are numbers. Weights of
   * rows do not matter, and offsets are left as they are. Each is computed exactly and then rounded
   * to the nearest float64, so that the order of the rows does not matter either.
   *
   * @param data the training data, read once
   * @return the standardizer
   * @throws DataException if the data cannot be read or there is no row
   */
  public static Standardizer fit(Dataset data) {
    ColumnSums x = new ColumnSums(data.features());
    ColumnSums y = new ColumnSums(data.targets());
    boolean numbers = data.targetType() == DType.FLOAT32;
    int size = data instanceof TableDataset table ? Math.min(CHUNK, table.rows()) : CHUNK;
    CellBuffer cells =
        new CellBuffer(
            size, data.features(), data.targets(), data.targetType(), data.beside().width());
    read(
        data,
        cells,
        () -> {
          x.addAll(cells.features(), cells.count());
          if (numbers) {
            y.addAll(cells.numbers(), cells.count());
          }
        });
    return new Standardizer(Scaling.of(x), numbers ? Scaling.of(y) : null);
  }

  /** Reads all rows into a room, one load after the other. */
  private static void read(Dataset data, CellBuffer cells, Runnable use) {
    if (data instanceof TableDataset table) {
      for (int from = 0; from < table.rows(); from += cells.count()) {
        table.copy(from, cells);
        use.run();
      }
      return;
    }
    try (RowSource.Reader reader = ((StreamingDataset) data).open()) {
      reader.read(cells);
      if (cells.count() == 0) {
        throw Batches.none(cells.capacity(), /* dropLast= */ false);
      }
      while (cells.count() > 0) {
        use.run();
        if (cells.count() < cells.capacity()) {
          break;
        }
        reader.read(cells);
      }
    } catch (IOException e) {
      throw Batches.unreadable(e);
    }
  }

  /**
   * One that leaves some features alone, as indices, of which no mean means anything.
   *
   * @param columns the features that are to stay as they are, counted from 0
   * @return such a standardizer
   */
  @CheckReturnValue
  public Standardizer leaving(Set<Integer> columns) {
    return new Standardizer(features == null ? null : features.leaving(columns), targets);
  }

  /** {@return one that leaves the targets alone} */
  @CheckReturnValue
  public Standardizer featuresOnly() {
    return new Standardizer(features, null);
  }

  /** {@return one that leaves the features alone} */
  @CheckReturnValue
  public Standardizer targetsOnly() {
    return new Standardizer(null, targets);
  }

  /**
   * Standardizes a data set.
   *
   * @param data data of the columns that this was fitted to; streamed data stay so
   * @return the standardized data
   * @throws DataException if it has other columns
   */
  @CheckReturnValue
  public Dataset transform(Dataset data) {
    if (data instanceof TableDataset table) {
      return transform(table);
    }
    checkColumns(data);
    StreamingDataset stream = (StreamingDataset) data;
    StreamingDataset scaled =
        Dataset.streaming(
                data.features(), data.targets(), data.targetType(), () -> new Scaled(stream))
            .beside(data.beside());
    return stream.readsAhead() ? scaled.readAhead() : scaled;
  }

  /**
   * Standardizes a data set in memory.
   *
   * @param table data of the columns that this was fitted to
   * @return the standardized data
   * @throws DataException if it has other columns
   */
  @CheckReturnValue
  public TableDataset transform(TableDataset table) {
    checkColumns(table);
    int columns = table.features();
    float[] x = features == null ? null : new float[Math.multiplyExact(table.rows(), columns)];
    Scaling scaling = table.targetType() == DType.FLOAT32 ? targets : null;
    float[] y =
        scaling == null ? null : new float[Math.multiplyExact(table.rows(), table.targets())];
    int size = Math.min(CHUNK, table.rows());
    CellBuffer cells = new CellBuffer(size, columns, table.targets(), table.targetType());
    for (int from = 0; from < table.rows(); from += cells.count()) {
      table.copy(from, cells);
      if (features != null && x != null) {
        features.apply(cells.features(), cells.count() * columns, x, from * columns);
      }
      if (scaling != null && y != null) {
        int width = table.targets();
        scaling.apply(cells.numbers(), cells.count() * width, y, from * width);
      }
    }
    return table.with(x, y);
  }

  private void checkColumns(Dataset data) {
    checkColumns("features", features, data.features());
    if (data.targetType() == DType.FLOAT32) {
      checkColumns("targets", targets, data.targets());
    }
  }

  private static void checkColumns(String what, @Nullable Scaling scaling, int columns) {
    if (scaling != null && scaling.mean().size() != columns) {
      throw new DataException(
          "Standardizer",
          "the data must have the columns that it was fitted to",
          columns + " " + what,
          scaling.mean().size() + "",
          null);
    }
  }

  /** Reads float64, scales, then rounds. */
  private final class Scaled implements RowSource.Reader {
    private final RowSource.Reader source;
    private final StreamingDataset stream;
    private @Nullable CellBuffer room;

    Scaled(StreamingDataset stream) throws IOException {
      this.stream = stream;
      this.source = stream.open();
    }

    @Override
    public Rows read(int count) throws IOException {
      RowBuffer rows = stream.buffer(count);
      read(rows);
      return rows.rows();
    }

    @Override
    public void read(RowBuffer rows) throws IOException {
      CellBuffer cells = room(rows.capacity());
      source.read(cells);
      int count = cells.count();
      rows.count(count);
      put(features, cells.features(), rows.features(), count * stream.features());
      System.arraycopy(cells.beside(), 0, rows.beside(), 0, count * stream.beside().width());
      if (stream.targetType() == DType.FLOAT32) {
        put(targets, cells.numbers(), rows.numbers(), count * stream.targets());
      } else {
        System.arraycopy(cells.classes(), 0, rows.classes(), 0, count);
      }
    }

    private CellBuffer room(int capacity) {
      CellBuffer cells = room;
      if (cells == null || cells.capacity() != capacity) {
        cells = stream.cells(capacity);
        room = cells;
      }
      return cells;
    }

    private static void put(@Nullable Scaling scaling, double[] from, float[] to, int count) {
      if (scaling != null) {
        scaling.apply(from, count, to, 0);
        return;
      }
      for (int i = 0; i < count; i++) {
        to[i] = (float) from[i];
      }
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  /**
   * Puts predictions back into the targets' own units.
   *
   * @param predictions what a model said that was trained behind this, row by row
   * @return the same in the targets' units
   */
  public float[] restore(float[] predictions) {
    return targets == null ? predictions : targets.invert(predictions);
  }

  /**
   * Puts predictions back into the targets' own units, in float64: where the targets' mean is large
   * against their deviation, a float32 would not hold the digits.
   *
   * @param predictions what a model said that was trained behind this, row by row
   * @return the same in the targets' units
   */
  public double[] restoreExactly(float[] predictions) {
    if (targets != null) {
      return targets.invertExactly(predictions);
    }
    double[] same = new double[predictions.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = predictions[i];
    }
    return same;
  }
}
