package io.kindling.file;

import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a file, or a series of files, for one writer for as long as that takes, as a training does:
 * another process, or another part of this one, that asks for the same is refused.
 *
 * <p>What is locked is a file {@code .kindling-….lock} in the same folder, whose name is made from
 * the file's. The system frees the lock when the process ends, however it ends; {@link #close}, and
 * an orderly end of the JVM, delete the lock's file as well. Where the file system has no locks,
 * nobody is refused.
 */
public final class WriterLock implements AutoCloseable {
  /**
   * What this process holds. The system's locks belong to the process, and end when any channel to
   * the file is closed: so it must not even look into a file that it has locked itself.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Beyond any contents: on Windows a locked byte cannot be read. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int MOST_TRIES = 100;
  private static final String ENDING = "the JVM is ending";

  private final Path file;
  private final Thread atExit = new Thread(this::release, "kindling-lock");
  private @Nullable FileChannel channel; // guarded by this; null while there is no lock
  private boolean released; // guarded by this

  private WriterLock(Path file) {
    this.file = file;
  }

  /**
   * Takes the lock.
   *
   * @param operation what asks for it, as its user names it
   * @param target what will be written; it need not be there. Symbolic links are followed
   * @return the lock, to be closed after the last write
   * @throws CheckpointException if somebody else holds it
   * @throws IOException if the folder cannot be written to
   */
  public static WriterLock of(String operation, Path target) throws IOException {
    Path written = AtomicFile.destination(target);
    byte[] name = written.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    Path file = written.resolveSibling(".kindling-" + UUID.nameUUIDFromBytes(name) + ".lock");
    if (!HELD.add(file)) {
      throw refusal(operation, target, "this process");
    }
    WriterLock lock = new WriterLock(file);
    boolean taken = false;
    boolean interrupted = Thread.interrupted(); // which would close the channel
    try {
      // before there is a file, so that whenever the JVM is asked to end, none stays
      Runtime.getRuntime().addShutdownHook(lock.atExit);
      lock.take(operation, target);
      taken = true;
      return lock;
    } catch (IllegalStateException e) {
      throw new IOException(ENDING, e);
    } finally {
      if (!taken) {
        lock.close();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void take(String operation, Path target) throws IOException {
    for (int i = 0; !released && i < MOST_TRIES; i++) {
      FileChannel opened = open(file);
      if (!claim(opened)) {
        try (opened) {
          throw refusal(operation, target, holder(opened));
        }
      }
      sign(opened);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        channel = opened;
        return;
      }
      opened.close(); // the one before has deleted it between the two calls
    }
    throw new IOException(
        released ? ENDING : file + " was deleted by another process again and again");
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Locks the file; says whether that worked. */
  private static boolean claim(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        return false;
      }
    } catch (IOException e) {
      return true; // no locks here
    }
    return true;
  }

  /** Writes into the file who has locked it, if the disk has room for that. */
  private static void sign(FileChannel channel) {
    String holder = "process " + ProcessHandle.current().pid() + "\n";
    try {
      channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      // it only stands in messages, and the lock, which close() deletes, holds without it
    }
  }

  /** Who has locked the file, as far as that can be read. */
  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(64);
    channel.read(text, 0);
    String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    return holder.matches("process [0-9]+") ? holder : "another process";
  }

  private static CheckpointException refusal(String operation, Path target, String holder) {
    return new CheckpointException(
        operation,
        "one training at a time may write a file",
        target + ", which another training (" + holder + ") writes to",
        "a file that no other writes to",
        "wait until that one ends or choose another name");
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
      release();
    } catch (IllegalStateException e) {
      // the JVM is ending, and does the same
    }
  }

  private synchronized void release() {
    if (released) {
      return;
    }
    released = true;
    if (channel != null) {
      try (FileChannel held = channel) {
        Files.deleteIfExists(file); // while it is locked, so that it is nobody else's
      } catch (IOException e) {
        // it stays behind, for the next one to lock
      }
    }
    HELD.remove(file);
  }
}
