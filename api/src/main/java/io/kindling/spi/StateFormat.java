package io.kindling.spi;

import io.kindling.checkpoint.SavedState;
import java.io.IOException;
import java.io.OutputStream;

/** A file format for a module's state that an engine reads and writes by itself. */
public interface StateFormat {
  /**
   * Whether a file is of this format, by its first bytes.
   *
   * @param head the file's first bytes, 16 or fewer
   * @return whether to try {@link #read}
   */
  boolean recognises(byte[] head);

  /**
   * Writes a file's whole contents.
   *
   * @param out where to, buffered; the caller closes it
   * @param state what to write
   * @throws IOException if it cannot be written
   */
  void write(OutputStream out, SavedState state) throws IOException;

  /**
   * Reads a file's whole contents, believing nothing that they say.
   *
   * @param contents bytes that begin with a head it {@link #recognises}
   * @return what they hold
   * @throws IOException if they are not of this format after all, or damaged; the message says how
   */
  SavedState read(byte[] contents) throws IOException;
}
