package io.kindling.file;

import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says of a file that could not be read or written, what to do about it. */
public final class FileFailures {
  private FileFailures() {}

  public static CheckpointException unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new CheckpointException(
          file.toString(), "the file must exist", "none", "a file", null);
    }
    return new CheckpointException(
        file.toString(), "the file must be readable", reason(e), "a complete file", null);
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

  public static CheckpointException unwritable(Path file, IOException e) {
    String reason = reason(e);
    if (e instanceof UnknownDurabilityException) {
      return new CheckpointException(
          file.toString(),
          "the file must outlast a power cut",
          reason,
          "a folder that can be forced to the disk",
          "the new file is there; do not rely on it before the disk is checked");
    }
    return new CheckpointException(
        file.toString(), "the file must be writable", reason, "room and permission", null);
  }

  /** Why a call failed, in words: some exceptions' message is the file's name alone. */
  public static String reason(IOException e) {
    String words = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    if (words == null && e instanceof AccessDeniedException) {
      return "no permission";
    }
    return words == null ? e.getClass().getSimpleName() : words;
  }
}
