package io.kindling.csv;

import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Some lines of a text, and where their cells are. */
final class Block {
  /** How many bytes may be read behind the last one of a text, in words. */
  static final int PADDING = Long.BYTES;

  private static final int LEAST = 1 << 10;

  byte[] bytes;

  /** How many of the bytes are text. */
  int size;

  /** Where cells begin. */
  int[] starts = new int[LEAST];

  /** Where they end; of one with doubled quotes, the complement. */
  int[] ends = new int[LEAST];

  int cells;

  /** How many cells there are up to the end of each row. */
  int[] rowEnds = new int[LEAST];

  /** The line where each row begins. */
  long[] lines = new long[LEAST];

  int rows;

  /** The rows that are no text. */
  final BitSet broken = new BitSet();

  /** What is wrong behind the last row; null for nothing. */
  @Nullable DataException failure;

  /** Why the rows are none; null where they are some. */
  @Nullable IOException unread;

  Block(int capacity) {
    bytes = new byte[capacity + PADDING];
  }

  int capacity() {
    return bytes.length - PADDING;
  }

  void clear() {
    cells = 0;
    rows = 0;
    broken.clear();
    failure = null;
    unread = null;
  }

  void addCell(int start, int end) {
    if (cells == starts.length) {
      starts = Arrays.copyOf(starts, 2 * cells);
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    starts[cells] = start;
    ends[cells++] = end;
  }

  /** The first cell of a row, and of the row behind the last one. */
  int firstCell(int row) {
    return row == 0 ? 0 : rowEnds[row - 1];
  }

  /**
   * Finds out whether a row is text.
   *
   * @return where it is none first; below 0 where it is
   */
  int findBroken(int row, CharsetDecoder decoder) {
    int from = starts[firstCell(row)];
    int end = ends[rowEnds[row] - 1];
    ByteBuffer text = ByteBuffer.wrap(bytes, from, Math.max(end, ~end) - from);
    CharBuffer decoded = CharBuffer.allocate(text.remaining()); // one at most for each byte
    boolean whole = !decoder.reset().decode(text, decoded, /* endOfInput= */ true).isError();
    return whole ? -1 : text.position();
  }

  void addRow(long line) {
    if (rows == lines.length) {
      rowEnds = Arrays.copyOf(rowEnds, 2 * rows);
      lines = Arrays.copyOf(lines, 2 * rows);
    }
    rowEnds[rows] = cells;
    lines[rows++] = line;
  }
}
