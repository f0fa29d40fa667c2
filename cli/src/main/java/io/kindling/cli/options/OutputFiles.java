package io.kindling.cli.options;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.sharded.ShardedFile;
import io.kindling.error.DataException;
import io.kindling.file.AtomicFile;
import io.kindling.file.FileFailures;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of one command line. What cannot be written is found by the way that a write takes, and
 * none is written over another, whatever links lead to it.
 */
public final class OutputFiles {
  private final List<Named> others = new ArrayList<>();

  /**
   * A file with the option that names it.
   *
   * @param file the file itself, where links end
   */
  private record Named(String option, Path file) {
    boolean isAlso(Path other) {
      try {
        return Files.isSameFile(file, other);
      } catch (IOException e) { // one of them is not there yet
        return false;
      }
    }
  }

  /** With a file that is read; null for none. */
  public OutputFiles reading(String option, @Nullable Path file) {
    if (file != null) {
      others.add(new Named(option, file.toAbsolutePath()));
    }
    return this;
  }

  /** With tables that are read, by the options that name them. */
  public OutputFiles reading(Map<String, List<Path>> tables) {
    tables.forEach((option, files) -> files.forEach(file -> reading(option, file)));
    return this;
  }

  /** With a model that is read; null for none. */
  public OutputFiles readingModel(String option, @Nullable Path file) {
    return reading(option, file).readingShards(option, file);
  }

  /** With the other files that a model consists of, if it does; null for none. */
  OutputFiles readingShards(String option, @Nullable Path file) {
    if (file != null && Files.isRegularFile(file) && StateFile.isSharded(file)) {
      ShardedFile.open(file).files().forEach(shard -> reading(option, shard));
    }
    return this;
  }

  /**
   * With a file that is written; null for none.
   *
   * @throws DataException if it cannot be, or is one of those before
   */
  public OutputFiles writing(String option, @Nullable Path file) {
    if (file == null) {
      return this;
    }
    checkPlace(option, file);
    Path written = written(option, file);
    if (AtomicFile.isSpecial(written)) {
      return this; // any number may write to a device
    }
    for (Named other : others) {
      if (other.isAlso(written)) {
        throw refusal(
            option,
            "a file must not be written over another of the same command",
            file + ", as " + other.option(),
            "another file");
      }
    }
    others.add(new Named(option, written));
    return this;
  }

  /**
   * Finds out whether a folder can be made.
   *
   * @throws DataException if what it is to be in is not there
   */
  public static void checkFolder(String option, Path folder) {
    checkParent(option, folder, folder.toAbsolutePath().normalize().getParent());
  }

  private static void checkParent(String option, Path file, @Nullable Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DataException(
          option, "its folder must exist", file.toString(), "a file in a folder", "make " + folder);
    }
  }

  private static void checkPlace(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw refusal(option, "the path must be that of a file", file + ", a folder", "a file");
    }
    checkParent(option, file, folder);
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw unwritable(option, file, FileFailures.denied(file), FileFailures.ALLOW);
    }
  }

  private static Path written(String option, Path file) {
    try {
      return AtomicFile.check(file);
    } catch (IOException e) {
      boolean denied = e instanceof AccessDeniedException;
      throw unwritable(
          option,
          file,
          denied ? FileFailures.denied(file) : FileFailures.reason(e),
          denied ? FileFailures.ALLOW : null);
    }
  }

  private static DataException unwritable(
      String option, Path file, String reason, @Nullable String nextStep) {
    return new DataException(
        option, "the file must be writable", file + ", " + reason, "a place to write to", nextStep);
  }

  private static DataException refusal(String option, String rule, String got, String expected) {
    return new DataException(option, rule, got, expected, null);
  }
}
