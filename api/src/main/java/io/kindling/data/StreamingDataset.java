package io.kindling.data;

import io.kindling.DType;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.error.DataException;
import java.io.IOException;
import java.util.Objects;

/** Rows that are read as they are needed, in the order of their source. */
public final class StreamingDataset implements Dataset {
  private final int features;
  private final int targets;
  private final DType targetType;
  private final RowSource source;

  StreamingDataset(int features, int targets, DType targetType, RowSource source) {
    if (features < 1 || targets < 1 || (targetType == DType.INT64 && targets != 1)) {
      throw new DataException(
          "Dataset.streaming",
          "a row has a feature and a target, or one class",
          features + " features, " + targets + " targets of type " + targetType,
          "at least 1 of each",
          null);
    }
    this.features = features;
    this.targets = targets;
    this.targetType = targetType;
    this.source = Objects.requireNonNull(source);
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int targets() {
    return targets;
  }

  @Override
  public DType targetType() {
    return targetType;
  }

  /**
   * Opens the rows, from the first one.
   *
   * @return what reads them; every batch is checked as the data of a {@link TableDataset} are
   * @throws IOException if they cannot be read
   */
  public RowSource.Reader open() throws IOException {
    RowSource.Reader reader = source.open();
    return new RowSource.Reader() {
      private long read;

      @Override
      public Rows read(int count) throws IOException {
        Rows rows = reader.read(count);
        check(rows, count, read);
        read += rows.count();
        return rows;
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  private void check(Rows rows, int asked, long before) {
    int count = rows.count();
    Shape x = Shape.of(count, features);
    Shape y = targetType == DType.INT64 ? Shape.of(count) : Shape.of(count, targets);
    TensorData given = rows.targets();
    if (count > asked
        || !rows.features().shape().equals(x)
        || !given.shape().equals(y)
        || given.dtype() != targetType) {
      throw new DataException(
          "Dataset.streaming",
          "the source must give rows of the size that was declared",
          rows.features() + " and " + given,
          DType.FLOAT32 + "" + x + " and " + targetType + y + ", at most " + asked + " rows",
          null);
    }
    Finite.check("features", rows.features().floats(), features, before);
    if (targetType == DType.INT64) {
      Finite.checkClasses(given.longs(), before);
    } else {
      Finite.check("targets", given.floats(), targets, before);
    }
  }
}
