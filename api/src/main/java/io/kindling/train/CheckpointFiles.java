package io.kindling.train;

import io.kindling.error.CheckpointException;
import io.kindling.file.AtomicFile;
import io.kindling.file.FileFailures;
import io.kindling.file.WriterLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The checkpoints of one training: {@code run.pt} names the series {@code run.checkpoint-100.pt},
 * {@code run.checkpoint-200.pt} and so on, numbered by steps. Files of other names, and what is no
 * file, do not belong to it.
 */
public final class CheckpointFiles {
  private static final String MARK = ".checkpoint-";

  /** What a long can hold, without the zeros in front that would give a number two names. */
  private static final Pattern STEP = Pattern.compile("[1-9][0-9]{0,17}");

  private static final long LONGEST_STEP = 999_999_999_999_999_999L;

  private final Path folder;
  private final String before;
  private final String after;

  /**
   * A series.
   *
   * @param series its name: a path whose ending, if any, comes after the number
   * @throws CheckpointException if it has no file name
   */
  CheckpointFiles(Path series) {
    Path absolute = series.toAbsolutePath();
    Path parent = absolute.getParent();
    Path last = absolute.getFileName();
    if (parent == null || last == null) {
      throw new CheckpointException(
          "checkpoints", "the path must have a file name", series.toString(), "run.pt", null);
    }
    String name = last.toString();
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    this.folder = parent;
    this.before = name.substring(0, end) + MARK;
    this.after = name.substring(end);
  }

  /**
   * Finds the checkpoint to resume from. A checkpoint is there whole or not at all, so the newest
   * is complete.
   *
   * @param series the path that {@link Trainer#checkpointEvery(int, Path)} was given
   * @return the one of most steps; empty where there is none
   * @throws CheckpointException if the folder cannot be read
   */
  public static Optional<Path> newest(Path series) {
    NavigableMap<Long, Path> all = new CheckpointFiles(series).all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.lastEntry().getValue());
  }

  /**
   * Finds out whether a file would be taken for a checkpoint, by its name.
   *
   * @param series the path that {@link Trainer#checkpointEvery(int, Path)} is given
   * @param file a file, there or not
   * @return whether it would
   */
  public static boolean include(Path series, Path file) {
    CheckpointFiles files = new CheckpointFiles(series);
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    try {
      return parent != null
          && Files.isSameFile(parent, files.folder)
          && STEP.matcher(files.number(absolute.getFileName().toString())).matches();
    } catch (IOException e) {
      return false; // there is no such folder
    }
  }

  /**
   * Finds out whether all checkpoints can be written, whatever their steps.
   *
   * @throws CheckpointException if not
   */
  void checkWritable() {
    try {
      AtomicFile.check(file(LONGEST_STEP));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Keeps the series for one training.
   *
   * @return the lock, to be closed when the training ends
   * @throws CheckpointException if another training has it, or nothing can be written there
   */
  WriterLock lock() {
    try {
      return WriterLock.of("checkpointEvery", folder.resolve(before + "N" + after));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private CheckpointException unwritable(IOException e) {
    return new CheckpointException(
        "checkpointEvery",
        "checkpoints must be writable",
        FileFailures.reason(e),
        "permission, and room in the name for a number, for "
            + folder.resolve(before + "N" + after),
        null);
  }

  /** {@return the checkpoint after so many steps} */
  Path file(long step) {
    return folder.resolve(before + step + after);
  }

  /** {@return the checkpoints that are there, by their steps} */
  NavigableMap<Long, Path> all() {
    NavigableMap<Long, Path> all = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        long step = step(entry);
        if (step > 0) {
          all.put(step, entry);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return all;
    } catch (IOException | DirectoryIteratorException e) {
      throw new CheckpointException(
          folder.toString(), "the folder must be readable", e + "", "permission", null);
    }
    return all;
  }

  /** The number of a checkpoint; 0 of anything else. */
  private long step(Path entry) {
    String number = number(entry.getFileName().toString());
    boolean ours =
        STEP.matcher(number).matches() && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
    return ours ? Long.parseLong(number) : 0;
  }

  /** What stands in a name where checkpoints have their number; empty in another's. */
  private String number(String name) {
    int end = name.length() - after.length();
    boolean alike = name.startsWith(before) && name.endsWith(after) && end > before.length();
    return alike ? name.substring(before.length(), end) : "";
  }

  /**
   * Checks that there are none yet.
   *
   * @throws CheckpointException if there is one: it would be taken for the newest
   */
  void checkNew() {
    NavigableMap<Long, Path> all = all();
    if (!all.isEmpty()) {
      throw new CheckpointException(
          "checkpointEvery",
          "checkpoints of another training must not be mixed with new ones",
          all.lastEntry().getValue().toString(),
          "none of that name",
          "resume from it, delete it or choose another name");
    }
  }

  /** Deletes those up to a step, but for the last few. */
  void keepLast(int keep, long step) {
    for (Path old :
        all().headMap(step, true).descendingMap().values().stream().skip(keep).toList()) {
      try {
        Files.deleteIfExists(old);
      } catch (IOException e) {
        // somebody reads it; the next checkpoint's turn comes
      }
    }
  }
}
