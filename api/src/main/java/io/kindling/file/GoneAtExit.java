package io.kindling.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is deleted when the JVM is asked to end. It must be made by {@link #make}, so that
 * none is made after that.
 */
final class GoneAtExit implements AutoCloseable {
  private final Path file;
  private final Thread atExit = new Thread(this::delete, "kindling-temporary");
  private boolean ended; // guarded by this

  GoneAtExit(Path file) {
    this.file = file;
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the JVM is ending already, and this is the last that it saves
    }
  }

  /** Makes a file. */
  @FunctionalInterface
  interface Making {
    FileChannel open() throws IOException;
  }

  synchronized FileChannel make(Making making) throws IOException {
    if (ended) {
      throw new IOException("the JVM is ending");
    }
    return making.open();
  }

  /** What the end of the JVM does. */
  synchronized void delete() {
    ended = true;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it stays behind, for the next save to sweep
    }
  }

  /** Keeps the file, if it is there. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the JVM is ending, and what was not renamed goes with it
    }
  }
}
