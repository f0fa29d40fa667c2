package io.kindling.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The calls to the file system that {@link AtomicFile} makes, so that tests can record them, let
 * them fail, and play a power cut between any two.
 */
interface FileCalls {
  /**
   * Deletes what saves that never ended have left in a folder. Failing at that harms no save, so it
   * throws nothing.
   */
  void sweep(Path folder);

  /** Makes a new file beside another, with the other's permissions if it is there. */
  Output create(Path file) throws IOException;

  /** Renames, replacing what is there; never copies. */
  void move(Path temporary, Path file) throws IOException;

  /** Makes the renames in a folder last. */
  void forceFolder(Path folder) throws IOException;

  /** Deletes a file if it is there. */
  void delete(Path file) throws IOException;

  /** A temporary file that is being written. */
  interface Output extends Closeable {
    /** {@return where it is} */
    Path path();

    /** Writes all that remains in a buffer. */
    void write(ByteBuffer bytes) throws IOException;

    /** Makes the contents last. */
    void force() throws IOException;

    /** Closes it; it then is anybody's to sweep. */
    @Override
    void close() throws IOException;
  }
}
