package io.kindling.data;

import io.kindling.error.DataException;
import java.io.IOException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The batches of one epoch, read by the thread that asks for them. */
final class StreamedCursor extends Batches.Cursor {
  private final RowSource.Reader reader;
  private final int size;
  private final boolean dropLast;
  private @Nullable Rows next;

  StreamedCursor(StreamingDataset stream, int size, boolean dropLast) {
    this.size = size;
    this.dropLast = dropLast;
    try {
      reader = stream.open();
    } catch (IOException e) {
      throw Batches.unreadable(e);
    }
    try {
      begin();
    } catch (RuntimeException | Error e) {
      try {
        close();
      } catch (DataException unclosed) {
        e.addSuppressed(unclosed);
      }
      throw e;
    }
  }

  private void begin() {
    advance();
    if (next == null) {
      throw Batches.none(size, dropLast);
    }
  }

  private void advance() {
    try {
      Rows rows = reader.read(size);
      next = rows.count() == 0 || (dropLast && rows.count() < size) ? null : rows;
    } catch (IOException e) {
      throw Batches.unreadable(e);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Rows next() {
    Rows rows = next;
    if (rows == null) {
      throw new NoSuchElementException();
    }
    advance();
    return rows;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw Batches.unreadable(e);
    }
  }
}
