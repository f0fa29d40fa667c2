package io.kindling.data;

import io.kindling.core.CheckReturnValue;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Objects;

/** Rows that are read as they are needed, in the order of their source. */
public final class StreamingDataset implements Dataset {
  private final int features;
  private final int targets;
  private final DType targetType;
  private final Beside beside;
  private final RowSource source;
  private final boolean ahead;

  StreamingDataset(
      int features, int targets, DType targetType, Beside beside, RowSource source, boolean ahead) {
    if (features < 1 || targets < 1 || (targetType == DType.INT64 && targets != 1)) {
      throw new DataException(
          "Dataset.streaming",
          "a row must have at least one feature, and at least one target or one class",
          features + " features, " + targets + " targets of type " + targetType,
          "at least 1 of each",
          null);
    }
    this.features = features;
    this.targets = targets;
    this.targetType = targetType;
    this.beside = beside;
    this.source = Objects.requireNonNull(source);
    this.ahead = ahead;
  }

  /**
   * With batches read ahead: while one is worked on, a thread that ends with the epoch reads the
   * next ones. For sources that do not care which thread reads them; files do so by themselves.
   *
   * @return such data
   */
  @CheckReturnValue
  public StreamingDataset readAhead() {
    return new StreamingDataset(features, targets, targetType, beside, source, true);
  }

  /**
   * With weights or offsets, which the source gives with the rows.
   *
   * @param beside which of them
   * @return such data
   */
  @CheckReturnValue
  public StreamingDataset beside(Beside beside) {
    return new StreamingDataset(features, targets, targetType, beside, source, ahead);
  }

  /** Whether batches are read ahead. */
  boolean readsAhead() {
    return ahead;
  }

  /** An empty buffer for rows. */
  RowBuffer buffer(int capacity) {
    return new RowBuffer(capacity, features, targets, targetType, beside.width());
  }

  /** An empty buffer for rows in float64. */
  CellBuffer cells(int capacity) {
    return new CellBuffer(capacity, features, targets, targetType, beside.width());
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

  @Override
  public Beside beside() {
    return beside;
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
      public void read(RowBuffer buffer) throws IOException {
        reader.read(buffer);
        check(buffer, read);
        read += buffer.count();
      }

      @Override
      public void read(CellBuffer cells) throws IOException {
        reader.read(cells);
        check(cells, read);
        read += cells.count();
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  private void check(Rows rows, int asked, long before) {
    rows.checkFits(asked, features, targets, targetType, beside.width());
    TensorData given = rows.targets();
    Finite.check("features", rows.features().floats(), features, before);
    if (rows.beside() != null) {
      Finite.checkBeside(beside, rows.beside().toFloatArray(), rows.count(), before);
    }
    if (targetType == DType.INT64) {
      Finite.checkClasses(given.longs(), before);
    } else {
      Finite.check("targets", given.floats(), targets, before);
    }
  }

  private void check(RowBuffer rows, long before) {
    int count = rows.count();
    Finite.check("features", rows.features(), count * features, features, before);
    Finite.checkBeside(beside, rows.beside(), count, before);
    if (targetType == DType.INT64) {
      Finite.checkClasses(LongBuffer.wrap(rows.classes(), 0, count), before);
    } else {
      Finite.check("targets", rows.numbers(), count * targets, targets, before);
    }
  }

  private void check(CellBuffer cells, long before) {
    int count = cells.count();
    Finite.check("features", cells.features(), count * features, features, before);
    Finite.checkBeside(beside, cells.beside(), count, before);
    if (targetType == DType.INT64) {
      Finite.checkClasses(LongBuffer.wrap(cells.classes(), 0, count), before);
    } else {
      Finite.check("targets", cells.numbers(), count * targets, targets, before);
    }
  }
}
