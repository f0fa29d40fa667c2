package io.kindling.csv;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What is packed in an archive of gzip: of one member or of several, one behind the other, with
 * zero bytes behind them at most, as tapes leave them. Java's own stream takes whatever is wrong in
 * the header of a later member for the end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class Gzip extends InputStream {
  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;

  /** Flags of a header: what it has beside its ten bytes. */
  private static final int CHECKED = 2;

  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int UNKNOWN = 0xE0;

  private final InputStream packed;
  private final byte[] buffer = new byte[1 << 16];
  private final Inflater inflater = new Inflater(/* nowrap= */ true);
  private final CRC32 unpackedSum = new CRC32();
  private final CRC32 headerSum = new CRC32();

  /** What of the buffer is yet to be taken. */
  private int at;

  private int end;

  private long taken;
  private boolean ended;

  /** Begins with the header of the first member. */
  Gzip(InputStream packed) throws IOException {
    this.packed = packed;
    header(next());
  }

  /** Finds out whether bytes begin an archive. */
  static boolean begins(byte[] head) {
    return head.length > 1 && ((head[0] & 0xFF) | ((head[1] & 0xFF) << 8)) == MAGIC;
  }

  /** How many bytes of the archive have been unpacked. */
  long packedBytes() {
    return taken + inflater.getBytesRead();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      while (!ended && length > 0) {
        int count = inflater.inflate(bytes, from, length);
        if (count > 0) {
          unpackedSum.update(bytes, from, count);
          return count;
        }
        if (inflater.finished() || inflater.needsDictionary()) {
          at = end - inflater.getRemaining();
          trailer();
          ended = !nextMember();
        } else if (fill()) {
          at = end;
          inflater.setInput(buffer, 0, end);
        } else {
          throw new EOFException("its end within a member");
        }
      }
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
    return length > 0 ? -1 : 0;
  }

  private void trailer() throws IOException {
    if (!inflater.finished()
        || word() != unpackedSum.getValue()
        || word() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new ZipException("a member that is not what its checksum says");
    }
  }

  /** Goes to the next member, past zero bytes; whether there is one. */
  private boolean nextMember() throws IOException {
    int first = 0;
    while (first == 0 && (at < end || fill())) {
      first = next();
    }
    if (first == 0) {
      return false;
    }
    taken += inflater.getBytesRead();
    inflater.reset();
    unpackedSum.reset();
    header(first);
    return true;
  }

  private void header(int first) throws IOException {
    headerSum.reset();
    headerSum.update(first);
    if ((first | (next() << 8)) != MAGIC) {
      throw new ZipException("other bytes behind a member");
    }
    int method = next();
    int flags = next();
    if (method != DEFLATE || (flags & UNKNOWN) != 0) {
      throw new ZipException("the header of a member that is none");
    }
    skip(6); // time, strength and system
    if ((flags & EXTRA) != 0) {
      skip(half());
    }
    for (int text : new int[] {NAME, COMMENT}) {
      while ((flags & text) != 0 && next() != 0) {}
    }
    int sum = (int) headerSum.getValue() & 0xFFFF;
    if ((flags & CHECKED) != 0 && half() != sum) {
      throw new ZipException("the header of a member that is not what its checksum says");
    }
    inflater.setInput(buffer, at, end - at);
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private long word() throws IOException {
    return half() | ((long) half() << 16);
  }

  private int half() throws IOException {
    return next() | (next() << 8);
  }

  private int next() throws IOException {
    if (at == end && !fill()) {
      throw new EOFException("its end within the header or checksum of a member");
    }
    int next = buffer[at++] & 0xFF;
    headerSum.update(next);
    return next;
  }

  /** Reads on; whether there was more. */
  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, packed.read(buffer));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
