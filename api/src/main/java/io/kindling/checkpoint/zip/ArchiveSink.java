package io.kindling.checkpoint.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Counts what is written, and gathers what is small: a header alone is not worth a system call. */
final class ArchiveSink {
  private static final int BUFFER_BYTES = 1 << 16;

  private final WritableByteChannel out;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private long position;

  ArchiveSink(WritableByteChannel out) {
    this.out = out;
  }

  long position() {
    return position;
  }

  void write(ByteBuffer bytes) throws IOException {
    position += bytes.remaining();
    if (bytes.remaining() > buffer.remaining()) {
      flush();
    }
    if (bytes.remaining() > buffer.remaining()) {
      writeOut(bytes);
    } else {
      buffer.put(bytes);
    }
  }

  void flush() throws IOException {
    writeOut(buffer.flip());
    buffer.clear();
  }

  private void writeOut(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
