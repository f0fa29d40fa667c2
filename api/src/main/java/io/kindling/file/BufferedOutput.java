package io.kindling.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A stream into a file, in large pieces. Closing it does nothing: the file is not its own. */
final class BufferedOutput extends OutputStream {
  private static final int PIECE = 1 << 18;

  private final WritableByteChannel output;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);

  BufferedOutput(WritableByteChannel output) {
    this.output = output;
  }

  @Override
  public void write(int value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(end - at, buffer.remaining());
      buffer.put(bytes, at, count);
      at += count;
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    if (buffer.hasRemaining()) {
      output.write(buffer); // all of it, as channels of ours and of blocking streams do
    }
    buffer.clear();
  }
}
