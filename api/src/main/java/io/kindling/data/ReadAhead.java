package io.kindling.data;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that reads batches while others are worked on. It ends at the end of the rows, when it
 * is closed, and when nobody is left who could close it.
 */
final class ReadAhead implements Runnable {
  /** One that is worked on, one that waits, one that is filled. */
  private static final int BUFFERS = 3;

  private static final long SECONDS_BETWEEN_LOOKS = 1;

  private final WeakReference<Object> owner;
  private final RowSource.Reader reader;
  private final BlockingQueue<RowBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final Thread thread = new Thread(this, "kindling-read-ahead");
  private volatile boolean closed;
  private volatile @Nullable IOException unclosed;

  /** Rows, or why there are none. */
  private record Batch(@Nullable RowBuffer rows, @Nullable Throwable failure) {}

  private ReadAhead(Object owner, RowSource.Reader reader) {
    this.owner = new WeakReference<>(owner);
    this.reader = reader;
  }

  /**
   * Opens a stream and begins to read it.
   *
   * @param owner who takes the batches; without it the thread ends
   * @param size rows of a batch
   */
  static ReadAhead start(Object owner, StreamingDataset stream, int size) throws IOException {
    RowBuffer[] buffers = new RowBuffer[BUFFERS];
    for (int i = 0; i < BUFFERS; i++) {
      buffers[i] = stream.buffer(size);
    }
    ReadAhead ahead = new ReadAhead(owner, stream.open());
    for (RowBuffer buffer : buffers) {
      ahead.free.add(buffer);
    }
    ahead.thread.setDaemon(true);
    ahead.thread.start();
    return ahead;
  }

  @Override
  public void run() {
    try {
      read();
    } catch (InterruptedException e) {
      // closed
    } catch (Throwable e) {
      ready.add(new Batch(null, e));
    } finally {
      try {
        reader.close();
      } catch (IOException e) {
        unclosed = e;
      }
    }
  }

  private void read() throws IOException, InterruptedException {
    boolean more = true;
    while (more && !closed) {
      RowBuffer rows = free.poll(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
      if (rows != null) {
        reader.read(rows);
        more = rows.count() == rows.capacity();
        ready.add(new Batch(rows, null));
      } else {
        more = owner.get() != null;
      }
    }
  }

  /**
   * Waits for the next batch, not to be interrupted: that ends a training after its step, not here.
   *
   * @return the rows; fewer than a batch only at the end, after which nothing may be asked for
   * @throws IOException if they cannot be read
   */
  RowBuffer take() throws IOException {
    Batch batch = uninterrupted(ready::take);
    if (batch.rows != null) {
      return batch.rows;
    }
    if (batch.failure instanceof IOException e) {
      throw e;
    }
    if (batch.failure instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) Objects.requireNonNull(batch.failure);
  }

  /** Lets a batch's memory be used again. */
  void giveBack(RowBuffer rows) {
    free.add(rows);
  }

  /** Ends the thread and waits until it has closed what it read from. */
  void close() throws IOException {
    closed = true;
    thread.interrupt();
    uninterrupted(
        () -> {
          thread.join();
          return this;
        });
    if (unclosed != null) {
      throw unclosed;
    }
  }

  /** Something that waits. */
  @FunctionalInterface
  private interface Wait<T> {
    T end() throws InterruptedException;
  }

  private static <T> T uninterrupted(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.end();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
