package io.kindling.file;

import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says of a file that could not be read or written, what to do about it. */
public final class FileFailures {
  /** What to do where there is no permission. */
  public static final String ALLOW = "have its owner permit it, or use a file of your own";

  private FileFailures() {}

  public static CheckpointException unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new CheckpointException(
          file.toString(), "the file must exist", "none", "a file", "check its name and folder");
    }
    if (Files.isDirectory(file)) {
      return folder(file);
    }
    if (e instanceof ClosedByInterruptException) {
      return new CheckpointException(
          file.toString(),
          "the thread must not be interrupted while it reads",
          "an interrupt",
          "the file as a whole",
          "call Thread.interrupted(), or read in another thread");
    }
    boolean denied = e instanceof AccessDeniedException;
    return new CheckpointException(
        file.toString(),
        "the file must be readable",
        denied ? denied(file) : reason(e),
        denied ? "permission to read it" : "a complete file",
        denied ? ALLOW : null);
  }

  /**
   * Of a table.
   *
   * @param kind what was expected, such as a CSV file
   */
  public static DataException unreadable(String table, IOException e, String kind) {
    @Nullable String denied = e instanceof AccessDeniedException access ? access.getFile() : null;
    return new DataException(
        table,
        "the table must be readable",
        denied == null ? reason(e) : denied(Path.of(denied)),
        denied == null ? kind : "permission to read it",
        denied == null ? null : ALLOW);
  }

  /** Of a folder that was named instead of a file. */
  public static CheckpointException folder(Path folder) {
    return new CheckpointException(
        folder.toString(),
        "the path must be that of a file",
        "a folder",
        "a file",
        "name a file in it; of a model in several files, its index .json");
  }

  /** A read of a file, which the disk may refuse. */
  @FunctionalInterface
  public interface Read<T> {
    T read() throws IOException;
  }

  /** Reads, and says what to do where the disk refuses. */
  public static <T> T reading(Path file, Read<T> read) {
    try {
      return read.read();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Of a model's state. */
  public static CheckpointException unwritable(Path file, IOException e) {
    return unwritable(file, e, CheckpointException::new);
  }

  /** Of a picture, a page, a table or sums. */
  public static DataException unwritableData(Path file, IOException e) {
    return unwritable(file, e, DataException::new);
  }

  /** Writes such a file, whole or not at all, and says what to do where the disk refuses. */
  public static void writingData(Path file, AtomicFile.Body body) {
    try {
      AtomicFile.write(file, body);
    } catch (IOException e) {
      throw unwritableData(file, e);
    }
  }

  /** What is thrown, as its constructor makes it. */
  @FunctionalInterface
  private interface Refusal<E> {
    E of(String operation, String rule, String got, String expected, @Nullable String nextStep);
  }

  private static <E> E unwritable(Path file, IOException e, Refusal<E> refusal) {
    String reason = reason(e);
    if (e instanceof UnknownDurabilityException) {
      return refusal.of(
          file.toString(),
          "the file must outlast a power cut",
          reason,
          "a folder that can be forced to the disk",
          "the new file is there; do not rely on it before the disk is checked");
    }
    boolean denied = e instanceof AccessDeniedException;
    return refusal.of(
        file.toString(),
        "the file must be writable",
        denied ? denied(file) : reason,
        "room and permission",
        denied ? ALLOW : null);
  }

  /** That there is no permission for a file or its folder, and whose it is where that is known. */
  public static String denied(Path file) {
    for (Path owned = file.toAbsolutePath(); owned != null; owned = owned.getParent()) {
      try {
        String owner = Files.getOwner(owned).getName();
        return "no permission, " + owned.getFileName() + " belongs to " + Printable.piece(owner);
      } catch (IOException | UnsupportedOperationException e) {
        // it is not there, or not to be looked at; then its folder decides
      }
    }
    return "no permission";
  }

  /** Why a call failed, in words: some exceptions' message is the file's name alone. */
  public static String reason(IOException e) {
    String words = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    if (words == null && e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (words == null && e instanceof NoSuchFileException) {
      return "no such file";
    }
    return words == null ? e.getClass().getSimpleName() : words;
  }
}
