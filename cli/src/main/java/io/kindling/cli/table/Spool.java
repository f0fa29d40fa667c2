package io.kindling.cli.table;

import io.kindling.error.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of what can be read only once, as standard input and pipes can, so that it can be read
 * again. They are there until this is closed.
 */
public final class Spool implements Closeable {
  private final List<Path> copies = new ArrayList<>();

  /**
   * Copies all that there is.
   *
   * @param name what it is called
   * @return a file with it
   */
  public Path copy(InputStream stream, String name) {
    try {
      Path copy = Files.createTempFile("kindling-", ".table");
      copies.add(copy);
      copy.toFile().deleteOnExit(); // where the command is interrupted
      // not Files.copy, which would make it anew, for others to read as well
      try (OutputStream out = Files.newOutputStream(copy)) {
        stream.transferTo(out);
      }
      return copy;
    } catch (IOException e) {
      throw new DataException(
          name,
          "what can be read only once must fit a temporary file",
          e.getMessage() + "",
          "room in " + System.getProperty("java.io.tmpdir"),
          "KINDLING_OPTS=-Djava.io.tmpdir=FOLDER names another folder");
    }
  }

  @Override
  public void close() {
    for (Path copy : copies) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        // it goes when the command ends, or the system's temporary files do
      }
    }
  }
}
