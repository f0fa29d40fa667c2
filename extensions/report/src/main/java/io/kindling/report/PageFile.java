package io.kindling.report;

import io.kindling.error.DataException;
import io.kindling.file.AtomicFile;
import io.kindling.file.FileFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A page in a file. */
final class PageFile {
  private PageFile() {}

  /** Writes it, whole or not at all. */
  static void write(Path file, String html) {
    byte[] page = html.getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(file, out -> out.write(page));
    } catch (IOException e) {
      throw new DataException(
          file.toString(),
          "the file must be writable",
          FileFailures.reason(e),
          "room and permission",
          null);
    }
  }
}
