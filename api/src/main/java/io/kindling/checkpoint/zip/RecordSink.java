package io.kindling.checkpoint.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;

/** Takes one record's bytes: as many as were announced, whose sum it computes on the way. */
final class RecordSink implements WritableByteChannel {
  private final ArchiveSink out;
  private final CRC32 crc = new CRC32();
  private final long size;
  private long left;

  RecordSink(ArchiveSink out, long size) {
    this.out = out;
    this.size = size;
    this.left = size;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    if (length > left) {
      throw new IllegalStateException(
          "a record of " + size + " bytes was given " + (length - left) + " too many");
    }
    left -= length;
    crc.update(bytes.duplicate());
    out.write(bytes);
    return length;
  }

  /** The sum, once all the bytes are there. */
  int finish() {
    if (left != 0) {
      throw new IllegalStateException("a record of " + size + " bytes lacks " + left);
    }
    return (int) crc.getValue();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** Does nothing: the archive goes on. */
  @Override
  public void close() {}
}
