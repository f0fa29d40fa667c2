package io.kindling.data;

import io.kindling.core.CheckReturnValue;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives columns mean 0 and standard deviation 1, which lets gradient descent work on columns of any
 * units. Deviations are the population's, as in scikit-learn's {@code StandardScaler}; a constant
 * column is only shifted. It belongs to the model that was trained behind it: save both.
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
   * Learns the features' means and deviations, and the targets' where they are numbers.
   *
   * @param data the training data, read once
   * @return the standardizer
   * @throws DataException if the data cannot be read or there is no row
   */
  public static Standardizer fit(Dataset data) {
    Scaling.Moments x = new Scaling.Moments(data.features());
    Scaling.Moments y = new Scaling.Moments(data.targets());
    boolean numbers = data.targetType() == DType.FLOAT32;
    int size = data instanceof TableDataset table ? Math.min(CHUNK, table.rows()) : CHUNK;
    try (Batches.Cursor epoch = Batches.of(data, size).epoch()) {
      while (epoch.hasNext()) {
        RowBuffer rows = epoch.lend();
        x.add(rows.features(), rows.count());
        if (numbers) {
          y.add(rows.numbers(), rows.count());
        }
      }
    }
    return new Standardizer(x.scaling(), numbers ? y.scaling() : null);
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
            data.features(), data.targets(), data.targetType(), () -> reader(stream.open()));
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
    Rows rows = transform(table.all());
    float[] x = rows.features().toFloatArray();
    return table.targetType() == DType.INT64
        ? Dataset.of(x, table.features(), rows.targets().toLongArray())
        : Dataset.of(x, table.features(), rows.targets().toFloatArray(), table.targets());
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

  private RowSource.Reader reader(RowSource.Reader source) {
    return new RowSource.Reader() {
      @Override
      public Rows read(int count) throws IOException {
        return transform(source.read(count));
      }

      @Override
      public void read(RowBuffer buffer) throws IOException {
        source.read(buffer);
        apply(features, buffer.features(), buffer.count());
        if (buffer.numbers().length > 0) {
          apply(targets, buffer.numbers(), buffer.count());
        }
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  private Rows transform(Rows rows) {
    return new Rows(apply(features, rows.features()), apply(targets, rows.targets()));
  }

  private static void apply(@Nullable Scaling scaling, float[] values, int rows) {
    if (scaling != null) {
      scaling.apply(values, values, rows * scaling.mean().size());
    }
  }

  private static TensorData apply(@Nullable Scaling scaling, TensorData values) {
    return scaling == null || values.dtype() != DType.FLOAT32
        ? values
        : TensorData.of(scaling.apply(values.toFloatArray()), values.shape());
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
}
