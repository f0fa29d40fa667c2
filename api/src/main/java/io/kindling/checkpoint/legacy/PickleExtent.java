package io.kindling.checkpoint.legacy;

import io.kindling.checkpoint.zip.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds where a pickle ends that says nowhere how long it is: goes from instruction to instruction,
 * of any protocol, and does nothing that they say. What an instruction means is the reader's to
 * know; here it has only a length, so a wrong one is found by the reader.
 *
 * <p>Source: Python's {@code pickletools.py}.
 */
final class PickleExtent {
  private static final int PIECE = 1 << 16;
  private static final int STOP = '.';

  private final ByteSource source;
  private final long end;
  private final ByteBuffer piece;

  /** Where in the file the piece begins. */
  private long pieceAt;

  /** Where in the file the next byte is; beyond the end where an argument reaches out of it. */
  private long at;

  private PickleExtent(ByteSource source, long start, long end) {
    this.source = source;
    this.end = end;
    this.at = start;
    this.pieceAt = start;
    this.piece = ByteBuffer.allocate((int) Math.min(PIECE, end - start)).limit(0);
  }

  /**
   * {@return where the byte behind a pickle is}
   *
   * @param start where it begins
   * @param end where it must have ended; the result where it does not
   */
  static long end(ByteSource source, long start, long end) throws IOException {
    PickleExtent extent = new PickleExtent(source, start, end);
    int opcode = -1;
    while (opcode != STOP && extent.at < end) {
      opcode = extent.next();
      extent.skipArgument(opcode);
    }
    return Math.min(extent.at, end);
  }

  private void skipArgument(int opcode) throws IOException {
    switch (opcode) {
      case 'q', 'h', 'K', 0x80, 0x82 -> at += 1;
      case 'M', 0x83 -> at += 2;
      case 'J', 'r', 'j', 0x84 -> at += 4;
      case 'G', 0x95 -> at += 8;
      case 'I', 'L', 'S', 'V', 'F', 'P', 'g', 'p' -> skipLine();
      case 'c', 'i' -> {
        skipLine();
        skipLine();
      }
      case 0x8a, 'U', 'C', 0x8c -> skipCounted(1);
      case 0x8b, 'T', 'B', 'X' -> skipCounted(4);
      case 0x8d, 0x8e, 0x96 -> skipCounted(8);
      default -> {} // no argument, or an instruction that the reader refuses
    }
  }

  private void skipLine() throws IOException {
    int value;
    do {
      value = next();
    } while (value != '\n' && at < end);
  }

  /** An argument after its length, which is a little-endian number of so many bytes. */
  private void skipCounted(int bytes) throws IOException {
    long count = 0;
    for (int i = 0; i < bytes; i++) {
      count |= (long) next() << (8 * i);
    }
    at = count < 0 || count > end - at ? end : at + count;
  }

  /** The byte that comes next; 0 behind the end, where nobody looks. */
  private int next() throws IOException {
    if (at >= end) {
      return 0;
    }
    if (at < pieceAt || at >= pieceAt + piece.limit()) {
      pieceAt = at;
      source.read(at, piece.clear().limit((int) Math.min(piece.capacity(), end - at)));
      piece.flip();
    }
    return Byte.toUnsignedInt(piece.get((int) (at++ - pieceAt)));
  }
}
