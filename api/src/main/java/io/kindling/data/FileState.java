package io.kindling.data;

import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file as it was when it was opened first: every epoch is to read the same rows.
 *
 * @param file where it is
 * @param size its bytes
 * @param changed when it was written
 */
public record FileState(Path file, long size, FileTime changed) {
  /**
   * Looks at a file first.
   *
   * @param file where it is
   * @param expected what it should be, for people, for instance {@code a CSV file}
   * @return its state now
   * @throws DataException if there is no such file
   */
  public static FileState of(Path file, String expected) {
    String got;
    try {
      return now(file);
    } catch (NoSuchFileException e) {
      got = "no such file";
    } catch (IOException e) {
      got = Files.isDirectory(file) ? "a folder" : e + "";
    }
    throw new DataException(file.toString(), "the file must exist", got, expected, null);
  }

  private static FileState now(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    if (now.isDirectory()) {
      throw new IOException("a folder");
    }
    return new FileState(file, now.size(), now.lastModifiedTime());
  }

  /**
   * Finds out whether the file still is as it was.
   *
   * @throws DataException if it is not
   * @throws IOException if it cannot be looked at
   */
  public void check() throws IOException {
    String got;
    try {
      FileState now = now(file);
      if (now.equals(this)) {
        return;
      }
      got = now.text();
    } catch (NoSuchFileException e) {
      got = "no such file";
    }
    throw changed(got);
  }

  /** {@return the error of a file that is no longer as it was} */
  DataException changed(String got) {
    return new DataException(
        file.toString(),
        "the file must not change while it is trained on",
        got,
        text(),
        "write another file beside it, and open that");
  }

  private String text() {
    return size + " bytes of " + changed;
  }
}
