package io.kindling.checkpoint.json;

import io.kindling.file.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A stretch of a file, byte by byte, of which little is in memory at a time. */
public final class HeaderBytes {
  public static final int END = -1;
  private static final int PIECE = 1 << 16;

  private final @Nullable FileChannel channel;
  private final FileErrors errors;
  private final long end;
  private final ByteBuffer piece;

  /** Where in the file the piece ends. */
  private long readTo;

  public HeaderBytes(FileChannel channel, FileErrors errors, long begin, long end) {
    this.channel = channel;
    this.errors = errors;
    this.readTo = begin;
    this.end = end;
    this.piece = ByteBuffer.allocate((int) Math.min(PIECE, end - begin)).limit(0);
  }

  /** A stretch that has been read already. */
  public HeaderBytes(ByteBuffer bytes, FileErrors errors, long begin) {
    this.channel = null;
    this.errors = errors;
    this.readTo = begin + bytes.remaining();
    this.end = readTo;
    this.piece = bytes.slice();
  }

  public FileErrors errors() {
    return errors;
  }

  /** {@return the offset in the file of the byte that comes next} */
  public long offset() {
    return readTo - piece.remaining();
  }

  /** {@return the byte that comes next, 0 to 255, or {@link #END}} */
  public int peek() throws IOException {
    if (!piece.hasRemaining() && !fill()) {
      return END;
    }
    return piece.get(piece.position()) & 0xff;
  }

  /** {@return the byte that comes next, 0 to 255, or {@link #END}; then it is behind} */
  public int next() throws IOException {
    int value = peek();
    if (value != END) {
      piece.get();
    }
    return value;
  }

  private boolean fill() throws IOException {
    if (channel == null || readTo == end) {
      return false;
    }
    piece.clear().limit((int) Math.min(piece.capacity(), end - readTo));
    int count = channel.read(piece, readTo);
    piece.flip();
    if (count <= 0) {
      throw errors.at(
          readTo, "the file must not end here", "its end", "byte " + (end - 1) + " too");
    }
    readTo += count;
    return true;
  }
}
