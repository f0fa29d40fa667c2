package io.kindling.checkpoint.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The last few bytes that were read, for what is read in small parts one after the other: a
 * record's header, name and extra field, its descriptor, and the next one's. Without it, an archive
 * of 65,535 records would be 130,000 calls of the operating system.
 */
final class Window {
  private static final int LEAST = 1 << 12;
  private static final int MOST = 1 << 16;

  private final ArchiveBytes file;
  private byte[] bytes = new byte[LEAST];

  /** Where in the file they begin, and end. */
  private long begin;

  private long end;

  Window(ArchiveBytes file) {
    this.file = file;
  }

  /** The bytes, some of which {@link #find} has found; good until it is called again. */
  byte[] bytes() {
    return bytes;
  }

  /** Where among {@link #bytes} those are that the file is known to have from an offset on. */
  int find(long offset, int length) throws IOException {
    if (offset < begin || offset + length > end) {
      fill(offset, length);
    }
    return (int) (offset - begin);
  }

  /** Reads on twice as far as before, if that is where it is read on. */
  private void fill(long offset, int length) throws IOException {
    boolean on = offset >= begin && offset <= end + LEAST;
    int size = Math.max(length, on ? Math.min(MOST, 2 * bytes.length) : LEAST);
    if (size != bytes.length) {
      bytes = new byte[size];
    }
    int limit = (int) Math.min(size, file.size() - offset);
    end = begin; // so that nothing is found here if reading fails
    file.read(offset, ByteBuffer.wrap(bytes, 0, limit));
    begin = offset;
    end = offset + limit;
  }
}
