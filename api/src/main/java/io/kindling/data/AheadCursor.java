package io.kindling.data;

import io.kindling.error.DataException;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The batches of one epoch, read ahead by a thread that ends with it. */
final class AheadCursor extends Batches.Cursor {
  private final int size;
  private final boolean dropLast;
  private final ReadAhead ahead;
  private @Nullable RowBuffer lent;
  private @Nullable RowBuffer next;
  private boolean ended;

  AheadCursor(StreamingDataset stream, int size, boolean dropLast) {
    this.size = size;
    this.dropLast = dropLast;
    try {
      ahead = ReadAhead.start(this, stream, size);
    } catch (IOException e) {
      throw Batches.unreadable(e);
    }
    try {
      if (!hasNext()) {
        throw Batches.none(size, dropLast);
      }
    } catch (RuntimeException | Error e) {
      try {
        close();
      } catch (DataException unclosed) {
        e.addSuppressed(unclosed);
      }
      throw e;
    }
  }

  /** Waits for the next batch, as late as may be: the thread that reads has the time until then. */
  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      advance();
    }
    return next != null;
  }

  private void advance() {
    RowBuffer rows;
    try {
      rows = ahead.take();
    } catch (IOException e) {
      ended = true;
      throw Batches.unreadable(e);
    } catch (RuntimeException | Error e) {
      ended = true;
      throw e;
    }
    ended = rows.count() < size;
    next = rows.count() == 0 || (dropLast && ended) ? null : rows;
  }

  @Override
  public RowBuffer lend() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (lent != null) {
      ahead.giveBack(lent);
    }
    RowBuffer rows = next;
    lent = rows;
    next = null;
    return Objects.requireNonNull(rows);
  }

  @Override
  public Rows next() {
    return lend().rows();
  }

  /**
   * Ends the thread that reads, and waits until it has.
   *
   * @throws DataException if what it read from cannot be closed
   */
  @Override
  public void close() {
    ended = true;
    next = null;
    try {
      ahead.close();
    } catch (IOException e) {
      throw Batches.unreadable(e);
    }
  }
}
