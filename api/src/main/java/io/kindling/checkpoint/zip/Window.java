package io.kindling.checkpoint.zip;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The last few bytes that were read, for what is read in small parts one after the other: a
 * record's descriptor, and the next one's header, name and extra field. Without it, an archive of
 * 65,535 records would be 200,000 calls of the operating system.
 */
final class Window {
  private static final int BYTES = 1 << 12;

  private final ByteSource source;
  private final long size;
  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).limit(0);

  /** Where in the file they begin. */
  private long at;

  Window(ByteSource source, long size) {
    this.source = source;
    this.size = size;
  }

  /** Whether so many bytes may come from here. */
  static boolean takes(int length) {
    return length <= BYTES / 2;
  }

  /** Bytes of which the file is said to have enough, in an array of their own. */
  ByteBuffer read(long offset, int length) throws IOException {
    if (offset < at || offset + length > at + bytes.limit()) {
      fill(offset, length);
    }
    ByteBuffer copy = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    return copy.put(bytes.slice((int) (offset - at), length)).flip();
  }

  private void fill(long offset, int length) throws IOException {
    int limit = (int) Math.min(BYTES, size - offset);
    if (limit < length) {
      throw new EOFException();
    }
    bytes.limit(0); // so that nothing is found here if reading fails
    source.read(offset, bytes.duplicate().clear().limit(limit));
    at = offset;
    bytes.limit(limit);
  }
}
