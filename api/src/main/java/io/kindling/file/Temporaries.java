package io.kindling.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of temporary files, and which of them nobody writes to any more.
 *
 * <p>A name is {@code .kindling-<system>-<process>-<random>.tmp}. While a file is written its
 * process holds a lock on it, which ends with the process however that ends. So a file that can be
 * locked is stale; if it comes from another system, whose locks may not reach here over a network,
 * only when it has not changed for an hour, and where there are no locks, for a day.
 */
final class Temporaries {
  private static final Pattern NAME =
      Pattern.compile("\\.kindling-([0-9a-f]+)-([0-9a-f]+)-[0-9a-f]+\\.tmp");
  private static final Duration OTHER_SYSTEM = Duration.ofHours(1);
  private static final Duration NO_LOCKS = Duration.ofDays(1);

  /** Beyond any contents: on Windows a locked byte cannot be read. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private Temporaries() {}

  static String newName() {
    String random = Long.toHexString(UUID.randomUUID().getLeastSignificantBits());
    return ".kindling-" + system() + "-" + process() + "-" + random + ".tmp";
  }

  /** Tells one boot of one machine from another; the same in all its containers. */
  private static String system() {
    try {
      String id = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
      return Integer.toHexString(id.hashCode());
    } catch (IOException | SecurityException e) {
      return "0"; // not Linux: locks alone decide
    }
  }

  /** Tells this process from others, those before it with the same number too. */
  private static String process() {
    ProcessHandle process = ProcessHandle.current();
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return Long.toHexString(started) + Long.toHexString(process.pid());
  }

  /**
   * Marks a new file as being written to, until the channel is closed.
   *
   * @return whether that worked; otherwise another process was faster and deletes it as stale
   */
  static boolean claim(Path path, FileChannel channel) {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (IOException e) {
      return true; // no locks here: its age protects it
    }
    return lock != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes the stale ones in a folder, as far as that goes. */
  static void sweep(Path folder) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".kindling-*.tmp")) {
      for (Path path : found) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        // opening a file of our own and closing it would end the lock on it
        if (name.matches()
            && !name.group(2).equals(process())
            && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          sweep(path, name.group(1).equals(system()) ? Duration.ZERO : OTHER_SYSTEM);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // what cannot be listed is not swept
    }
  }

  private static void sweep(Path path, Duration least) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, true);
      if (lock != null) {
        // while it is locked, so that nobody claims it in between
        deleteIfOlder(path, least);
      }
    } catch (IOException e) {
      // no right to read it, or no locks here
      deleteIfOlder(path, NO_LOCKS);
    }
  }

  private static void deleteIfOlder(Path path, Duration age) {
    try {
      FileTime changed = Files.getLastModifiedTime(path);
      if (age.isZero() || changed.toInstant().isBefore(Instant.now().minus(age))) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // gone already, or not ours to delete
    }
  }
}
