package io.kindling.data;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that reads batches while others are worked on. It ends at the end of the rows, when it
 * is closed, and when nobody is left who could close it.
 *
 * <p>Small batches are handed over several at a time: to wake a thread takes as long as to read a
 * thousand rows. A source that makes one wait has each batch handed over as it comes.
 */
final class ReadAhead implements Runnable {
  /** One that is worked on, one that waits, one that is filled. */
  private static final int GROUPS = 3;

  /** Batches of a group, at most, and the bytes that they take, about; one may take more. */
  private static final int MOST_BATCHES = 64;

  private static final int BYTES = 1 << 18;

  /** After so long a group is handed over as it is. */
  private static final long MOST_NANOS = 1_000_000;

  private static final long SECONDS_BETWEEN_LOOKS = 1;

  /** What the thread gets in the end where it waits for something to fill. */
  private static final List<RowBuffer> NOTHING = List.of();

  private final WeakReference<Object> owner;
  private final RowSource.Reader reader;
  private final BlockingQueue<List<RowBuffer>> free = new ArrayBlockingQueue<>(GROUPS);
  private final BlockingQueue<Group> ready = new ArrayBlockingQueue<>(GROUPS);
  private final Thread thread = new Thread(this, "kindling-read-ahead");
  private volatile boolean closed;
  private volatile @Nullable IOException unclosed;

  /** What the batches are taken from, and how many were. */
  private Group group = Group.NONE;

  private int taken;

  /** What they were taken from before, until the last of them is given back. */
  private Group before = Group.NONE;

  /**
   * Some batches.
   *
   * @param buffers where they are, and perhaps more
   * @param count how many there are
   * @param failure why no more come
   */
  private record Group(List<RowBuffer> buffers, int count, @Nullable Throwable failure) {
    static final Group NONE = new Group(List.of(), 0, null);
  }

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
    List<List<RowBuffer>> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      groups.add(group(stream, size));
    }
    ReadAhead ahead = new ReadAhead(owner, stream.open());
    ahead.free.addAll(groups);
    ahead.thread.setDaemon(true);
    ahead.thread.start();
    return ahead;
  }

  private static List<RowBuffer> group(StreamingDataset stream, int size) {
    List<RowBuffer> buffers = new ArrayList<>();
    buffers.add(stream.buffer(size));
    long most = Math.min(MOST_BATCHES, BYTES / buffers.get(0).bytes());
    while (buffers.size() < most) {
      buffers.add(stream.buffer(size));
    }
    return buffers;
  }

  @Override
  public void run() {
    try {
      read();
    } catch (InterruptedException e) {
      // nobody does
    } finally {
      try {
        reader.close();
      } catch (IOException e) {
        unclosed = e;
      }
    }
  }

  private void read() throws InterruptedException {
    boolean more = true;
    while (more) {
      List<RowBuffer> buffers = free.poll(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
      more = !closed && (buffers == null ? owner.get() != null : fill(buffers));
    }
  }

  /** Fills a group and hands it over, as far as the rows go; false at their end. */
  private boolean fill(List<RowBuffer> buffers) {
    long start = System.nanoTime();
    int count = 0;
    boolean full = true;
    Throwable failure = null;
    try {
      do {
        RowBuffer rows = buffers.get(count);
        reader.read(rows);
        count++;
        full = rows.count() == rows.capacity();
      } while (full && !closed && count < buffers.size() && System.nanoTime() - start < MOST_NANOS);
    } catch (Throwable e) {
      failure = e;
    }
    ready.add(new Group(buffers, count, failure));
    return full && failure == null;
  }

  /**
   * Waits for the next batch, not to be interrupted: that ends a training after its step, not here.
   *
   * @return the rows; fewer than a batch only at the end, after which nothing may be asked for
   * @throws IOException if they cannot be read
   */
  RowBuffer take() throws IOException {
    while (taken == group.count) {
      fail(group.failure);
      before = group;
      group = uninterrupted(ready::take);
      taken = 0;
    }
    return group.buffers.get(taken++);
  }

  private static void fail(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure != null) {
      throw (Error) failure;
    }
  }

  /** Lets a batch's memory be used again, in the order in which they were taken. */
  void giveBack(RowBuffer rows) {
    if (before.count > 0 && rows == before.buffers.get(before.count - 1)) {
      free.add(before.buffers);
      before = Group.NONE;
    }
  }

  /**
   * Ends the thread and waits until it has closed what it read from. It is not interrupted: where
   * that meets a thread that reads a file, Java closes the file, and with it H2 a whole database.
   */
  void close() throws IOException {
    closed = true;
    free.offer(NOTHING); // wakes it where it waits
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
