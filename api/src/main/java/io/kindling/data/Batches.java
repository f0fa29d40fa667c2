package io.kindling.data;

import io.kindling.core.CheckReturnValue;
import io.kindling.core.TorchRandom;
import io.kindling.error.DataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A data set, batch by batch: in its own order unless shuffled, the last batch shorter where the
 * rows do not divide.
 *
 * <pre>{@code
 * Batches batches = Batches.of(data, 32).shuffle(random);
 * try (Batches.Cursor epoch = batches.epoch()) {
 *   while (epoch.hasNext()) {
 *     Rows rows = epoch.next();
 *     …
 *   }
 * }
 * }</pre>
 */
public final class Batches {
  private final Dataset data;
  private final int size;
  private final @Nullable TorchRandom random;
  private final boolean dropLast;

  private Batches(Dataset data, int size, @Nullable TorchRandom random, boolean dropLast) {
    this.data = data;
    this.size = size;
    this.random = random;
    this.dropLast = dropLast;
  }

  /**
   * Batches of a data set, in its own order.
   *
   * @param data the data
   * @param size rows of a batch, from 1 to the number of rows
   * @return the batches
   * @throws DataException if the size is out of range
   */
  public static Batches of(Dataset data, int size) {
    if (size < 1) {
      throw new DataException(
          "batch_size", "the batch size must be at least 1", size + "", "1 or more", null);
    }
    if (data instanceof TableDataset table && size > table.rows()) {
      throw new DataException(
          "batch_size",
          "a batch must not be larger than the data",
          size + " for " + table.rows() + " rows",
          "at most " + table.rows(),
          null);
    }
    return new Batches(data, size, null, false);
  }

  /**
   * With the rows in a new random order every epoch: that of {@link TorchRandom#randperm}.
   *
   * @param random where the order comes from
   * @return such batches
   * @throws DataException if the data are streamed, which come in their own order
   */
  @CheckReturnValue
  public Batches shuffle(TorchRandom random) {
    if (data instanceof StreamingDataset) {
      throw new DataException(
          "shuffle",
          "streamed rows cannot be shuffled",
          "a streaming data set",
          "one in memory",
          "shuffle the source");
    }
    return new Batches(data, size, random, dropLast);
  }

  /**
   * Without the last batch where it would be shorter.
   *
   * @param drop whether to leave it out
   * @return such batches
   */
  @CheckReturnValue
  public Batches dropLast(boolean drop) {
    return new Batches(data, size, random, drop);
  }

  /**
   * Starts an epoch; if shuffled, this draws the order.
   *
   * @return the batches, one after the other
   * @throws DataException if the data are streamed, and cannot be read or hold no batch
   */
  public Cursor epoch() {
    if (data instanceof TableDataset table) {
      return new TableCursor(table);
    }
    StreamingDataset stream = (StreamingDataset) data;
    return stream.readsAhead()
        ? new AheadCursor(stream, size, dropLast)
        : new StreamedCursor(stream, size, dropLast);
  }

  /** The batches of one epoch, one after the other. */
  public abstract static sealed class Cursor implements AutoCloseable
      permits TableCursor, StreamedCursor, AheadCursor {
    Cursor() {}

    /**
     * Whether there is another batch.
     *
     * @return whether {@link #next()} may be called
     * @throws DataException if the data cannot be read
     */
    public abstract boolean hasNext();

    /**
     * {@return the next batch}
     *
     * @throws NoSuchElementException if there is none
     */
    public abstract Rows next();

    /**
     * Lends the next batch: its memory holds another one as soon as {@link #next} or this is called
     * again. Where batches are read ahead it saves a copy.
     *
     * @return the batch; read it, and leave it as it is
     * @throws NoSuchElementException if there is none
     */
    public RowBuffer lend() {
      return RowBuffer.of(next());
    }

    /** Closes what the rows are read from. */
    @Override
    public void close() {}
  }

  static DataException unreadable(IOException cause) {
    DataException e =
        new DataException("Dataset", "the rows must be readable", cause + "", "rows", null);
    e.initCause(cause);
    return e;
  }

  /** A stream without a batch. */
  static DataException none(int size, boolean dropLast) {
    return new DataException(
        "Dataset",
        dropLast ? "there must be a whole batch" : "there must be at least one row",
        "none",
        dropLast ? "at least " + size + " rows" : "at least one",
        dropLast ? "the last batch is dropped where it is short" : null);
  }

  private final class TableCursor extends Cursor {
    private final TableDataset table;
    private final int @Nullable [] order;
    private int from;

    TableCursor(TableDataset table) {
      this.table = table;
      this.order = random == null ? null : random.randperm(table.rows());
    }

    @Override
    public boolean hasNext() {
      return from < table.rows() && (!dropLast || from + size <= table.rows());
    }

    @Override
    public Rows next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int to = Math.min(table.rows(), from + size);
      Rows rows =
          order == null ? table.range(from, to) : table.pick(Arrays.copyOfRange(order, from, to));
      from = to;
      return rows;
    }
  }
}
