package io.kindling.predict;

import io.kindling.error.KindlingException;
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

/** Looks at a file at intervals, and has it loaded whenever it is another. */
final class FileWatch implements AutoCloseable {
  private static final String LOG = "io.kindling.predict";

  private final Path file;
  private final long nanos;
  private final Consumer<Path> load;
  private final Consumer<KindlingException> refused;
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
  FileWatch(Path file, Duration every, Consumer<Path> load, Consumer<KindlingException> refused) {
    this.file = file;
    this.nanos = Math.max(TimeUnit.MILLISECONDS.toNanos(1), every.toNanos());
    this.load = load;
    this.refused = refused;
    this.seen = Seen.of(file);
    this.thread = new Thread(this::run, "kindling-model-slot");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed.await(nanos, TimeUnit.NANOSECONDS)) {
        lookSafely();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // somebody wants it to end
    }
  }

  /** What a listener throws is not the end of the watching. */
  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      log(System.Logger.Level.ERROR, "a listener of a ModelSlot must not fail: " + e);
    }
  }

  private void look() {
    Seen now = Seen.of(file);
    if (now == null || now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      load.accept(file);
    } catch (KindlingException e) {
      log(System.Logger.Level.WARNING, "the last good model stays: " + e.getMessage());
      refused.accept(e);
    }
  }

  private static void log(System.Logger.Level level, String line) {
    if (!"false".equals(System.getProperty("kindling.log"))) {
      System.getLogger(LOG).log(level, line);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
