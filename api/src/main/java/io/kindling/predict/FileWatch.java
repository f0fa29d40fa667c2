package io.kindling.predict;

import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.KindlingException;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at a file at intervals, and loads it whenever it is another. */
final class FileWatch implements AutoCloseable {
  /** How long {@link #close} waits for a listener, or for a disk that does not answer. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final Path file;
  private final long nanos;
  private final Consumer<Predictor> loaded;
  private final Events events;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable Seen seen;

  /** What is seen of a file from outside. */
  private record Seen(@Nullable Object key, FileTime modified, long size) {
    /** What there is now; null where there is nothing. */
    static @Nullable Seen of(Path file) {
      try {
        var now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Seen(now.fileKey(), now.lastModifiedTime(), now.size());
      } catch (IOException e) { // between two files, perhaps
        return null;
      }
    }
  }

  /** Sees how the file is now; what changes from here on is noticed. */
  FileWatch(Path file, Duration every, Consumer<Predictor> loaded, Events events) {
    this.file = file;
    this.nanos = nanos(every);
    this.loaded = loaded;
    this.events = events;
    this.seen = Seen.of(file);
    this.thread = new Thread(this::run, "kindling-model-slot");
    thread.setDaemon(true);
  }

  private static long nanos(Duration every) {
    if (every.compareTo(Duration.ZERO) <= 0
        || every.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0) {
      throw new DataException(
          "ModelSlot",
          "a file must be looked at every so often",
          every.toString(),
          "more than nothing, and less than 292 years",
          "Duration.ofSeconds(1)");
    }
    return Math.max(TimeUnit.MILLISECONDS.toNanos(1), every.toNanos());
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!isClosedSoon()) {
      look();
    }
  }

  /** Waits for the next look; an interrupt, which a listener may leave behind, cuts it short. */
  private boolean isClosedSoon() {
    try {
      return closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return isClosed();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void look() {
    Seen now = Seen.of(file);
    if (now == null || now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      Predictor next = load();
      if (!isClosed()) {
        loaded.accept(next);
      }
    } catch (KindlingException e) {
      refuse(e);
    } catch (RuntimeException | Error e) { // whatever a file does, the next may be good
      refuse(broken(e));
    }
  }

  /** Reads the file; a pipe or a device is left alone, for they may keep their reader for ever. */
  Predictor load() {
    if (isOther()) {
      throw new CheckpointException(
          file.toString(),
          "the path must be that of a file",
          "a pipe, a socket or a device",
          "a file",
          null);
    }
    return Predictor.load(file);
  }

  private boolean isOther() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isOther();
    } catch (IOException e) { // who reads it says why
      return false;
    }
  }

  private CheckpointException broken(Throwable cause) {
    var broken =
        new CheckpointException(
            file.toString(),
            "the file must be one that loads",
            cause.toString(),
            "a file that kindling train --save wrote",
            null);
    broken.initCause(cause);
    return broken;
  }

  private void refuse(KindlingException why) {
    if (isClosed()) {
      return;
    }
    String name = why.operation().equals(file.toString()) ? "" : Printable.piece(file + "") + ": ";
    Events.log(
        System.Logger.Level.WARNING, "the last good model stays: " + name + why.getMessage());
    events.refused(why);
    events.tell();
  }

  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    long end = System.nanoTime() + PATIENCE;
    while (thread != Thread.currentThread() && thread.isAlive() && end - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
