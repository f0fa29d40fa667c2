package io.kindling.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** What nothing that reads or writes a file's bytes and their sum can do without. */
final class PlainCopy {
  private static final int PIECE = 1 << 20;
  private static final int PAGE = 1 << 12;
  private static final int FLOATS = 1_000_000;

  /**
   * Aligned: some processors copy at a fifth of their speed between addresses a few bytes apart.
   */
  private final ByteBuffer piece =
      ByteBuffer.allocateDirect(PIECE + PAGE).alignedSlice(PAGE).order(ByteOrder.LITTLE_ENDIAN);

  /** Takes bytes. */
  private interface Sink {
    void take(ByteBuffer bytes) throws IOException;
  }

  private long read(Path file, int most, Sink sink) throws IOException {
    CRC32 crc = new CRC32();
    try (FileChannel in = FileChannel.open(file)) {
      while (in.read(piece.clear().limit(most)) >= 0) {
        crc.update(piece.flip());
        sink.take(piece.rewind());
      }
    }
    return crc.getValue();
  }

  /** Reads a file. */
  long read(Path file) throws IOException {
    return read(file, PIECE, bytes -> {});
  }

  /** Copies a file into a new one, and forces that. */
  long copy(Path file, Path target) throws IOException {
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long crc =
          read(
              file,
              PIECE,
              bytes -> {
                while (bytes.hasRemaining()) {
                  out.write(bytes);
                }
              });
      out.force(true);
      return crc;
    }
  }

  /** Reads a file into arrays of a million floats. */
  List<float[]> readFloats(Path file) throws IOException {
    List<float[]> arrays = new ArrayList<>();
    int[] left = {0};
    read(
        file,
        FLOATS, // bytes: a quarter of an array
        bytes -> {
          if (left[0] == 0) {
            arrays.add(new float[FLOATS]);
            left[0] = FLOATS;
          }
          int count = Math.min(left[0], bytes.remaining() / Float.BYTES);
          bytes.asFloatBuffer().get(arrays.get(arrays.size() - 1), FLOATS - left[0], count);
          left[0] -= count;
        });
    return arrays;
  }
}
