package io.kindling.checkpoint.zip;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that can be read from any place: those of an open file, or of memory. */
public interface ByteSource {
  /**
   * {@return how many bytes there are}
   *
   * @throws IOException if that cannot be found out
   */
  long size() throws IOException;

  /**
   * Fills a buffer.
   *
   * @param offset where the bytes begin
   * @param into what to fill, up to its limit
   * @throws EOFException if the bytes end before the buffer does
   * @throws IOException if reading fails
   */
  void read(long offset, ByteBuffer into) throws IOException;

  /**
   * {@return the bytes of a file, read by position: neither mapped, because a mapped file that
   * shrinks kills the process, nor read before they are asked for}
   *
   * @param channel the open file; its position is neither used nor moved
   */
  static ByteSource of(FileChannel channel) {
    return new ByteSource() {
      @Override
      public long size() throws IOException {
        return channel.size();
      }

      @Override
      public void read(long offset, ByteBuffer into) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
          int count = channel.read(into, at);
          if (count < 0) {
            throw new EOFException();
          }
          at += count;
        }
      }
    };
  }

  /**
   * {@return bytes in memory, from the buffer's position to its limit}
   *
   * @param buffer the bytes, which are not copied
   */
  static ByteSource of(ByteBuffer buffer) {
    ByteBuffer bytes = buffer.slice();
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.limit();
      }

      @Override
      public void read(long offset, ByteBuffer into) throws IOException {
        int length = into.remaining();
        if (offset > bytes.limit() - length) {
          throw new EOFException();
        }
        into.put(bytes.slice((int) offset, length));
      }
    };
  }
}
