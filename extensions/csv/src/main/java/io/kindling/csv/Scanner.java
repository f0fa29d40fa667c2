package io.kindling.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/**
 * Finds the cells of a text whose separator, quotes and ends of lines are bytes of their own, as
 * those of ASCII are in UTF-8; some lines at a time. Eight bytes are looked at in one step, as a
 * word: a number has some eight, and the next separator is found without a branch for each of them.
 */
final class Scanner {
  /** A block, its cells and what reads it fit a core's own cache. */
  static final int BLOCK = 1 << 17;

  /** Lines of more bytes have cells that no array has room for. */
  private static final int LONGEST_LINE = 1 << 30;

  private final CsvText text;
  private final Columns columns;
  private final int longestLine;
  private final byte separator;
  private final long separators;
  private final CharsetDecoder decoder;
  private final CharBuffer decoded = CharBuffer.allocate(1 << 13);

  /** What the last block has behind its last row. */
  private byte[] rest = {};

  private int restFrom;
  private int restTo;
  private boolean ended;
  private long line = 1;

  /** All bytes since it was found out that they are text, one over the other. */
  private long seen;

  private long linesInRow;

  Scanner(CsvText text, Columns columns) {
    this(text, columns, LONGEST_LINE);
  }

  /** With lines of less than so many bytes. */
  Scanner(CsvText text, Columns columns, int longestLine) {
    this.text = text;
    this.columns = columns;
    this.longestLine = longestLine;
    this.separator = (byte) text.head().separator().charAt(0);
    this.separators = separator * Words.ONES;
    this.decoder = text.charset().newDecoder();
  }

  /**
   * Reads on.
   *
   * @param block where to put the next lines, all that fit: none at the end of the text, or where
   *     something is wrong; it may be the last one
   */
  void read(Block block) {
    block.clear();
    try {
      while (block.rows == 0 && block.failure == null && fill(block)) {
        scan(block);
        check(block);
      }
    } catch (IOException e) {
      block.clear();
      block.unread = e;
    }
  }

  /** Whether the whole text has been read, but perhaps for what is wrong behind the last block. */
  boolean isAtEnd() {
    return ended && restFrom == restTo;
  }

  /** Puts in what the last block has left, and what follows; whether there is anything. */
  private boolean fill(Block block) throws IOException {
    int left = restTo - restFrom;
    if (ended && left == 0) {
      return false;
    }
    if (left >= longestLine) {
      block.failure = columns.longLine(line);
      ended = true;
      restTo = restFrom;
      return false;
    }
    int room = (int) Math.min(2L * left, LONGEST_LINE);
    byte[] bytes = left < block.capacity() ? block.bytes : new byte[room + Block.PADDING];
    System.arraycopy(rest, restFrom, bytes, 0, left);
    block.bytes = bytes;
    int read = text.bytes().readNBytes(bytes, left, block.capacity() - left);
    block.size = left + read;
    ended = block.size < block.capacity();
    if (ended && block.size > 0 && !isEnd(bytes[block.size - 1])) {
      bytes[block.size++] = '\n';
    }
    Arrays.fill(bytes, block.size, block.size + Block.PADDING - 1, (byte) 0);
    return block.size > 0;
  }

  private static boolean isEnd(byte b) {
    return b == '\n' || b == '\r';
  }

  /** Finds the rows that are there as a whole, up to one in which something is wrong. */
  private void scan(Block block) {
    int row = 0;
    while (row < block.size) {
      int start = behindMark(block.bytes, row);
      int before = block.cells;
      linesInRow = 1;
      int next = row(block, start);
      if (next < 0 || isEnd(block.bytes[start])) {
        block.cells = before;
      } else {
        block.addRow(line);
      }
      if (next < 0) {
        break;
      }
      line += linesInRow;
      row = next;
    }
    ended |= block.failure != null;
    rest = block.bytes;
    restFrom = row;
    restTo = block.failure == null ? block.size : row;
  }

  /** A byte-order mark is no text: where files were joined, it may begin any line. */
  private static int behindMark(byte[] bytes, int at) {
    boolean mark =
        bytes[at] == (byte) 0xEF && bytes[at + 1] == (byte) 0xBB && bytes[at + 2] == (byte) 0xBF;
    return mark ? at + 3 : at;
  }

  /**
   * Finds the cells of a row.
   *
   * @return where the next row begins; below 0 where not all of this one is there
   */
  private int row(Block block, int start) {
    byte[] bytes = block.bytes;
    int from = start;
    int next;
    for (int at = start; at < block.size; at = next) {
      next = at + Long.BYTES;
      long word = Words.at(bytes, at);
      seen |= word;
      for (long marks = marks(word); marks != 0; marks &= marks - 1) {
        int mark = at + (Long.numberOfTrailingZeros(marks) >>> 3);
        byte b = bytes[mark];
        if (b == separator) {
          block.addCell(from, mark);
          from = mark + 1;
        } else if (isEnd(b)) {
          block.addCell(from, mark);
          return behindLine(block, mark);
        } else if (b == '"' && mark == from) {
          int behind = quoted(block, from);
          if (behind < 0 || isEnd(bytes[behind])) {
            return behind < 0 ? behind : behindLine(block, behind);
          }
          from = behind + 1;
          next = from;
          break;
        }
      }
    }
    return -1;
  }

  /** Marks the tops of the bytes that separate, and of those below {@code #}. */
  private long marks(long word) {
    long small = ~(((word & ~Words.TOPS) + (0x80 - '#') * Words.ONES) | word) & Words.TOPS;
    return small | Words.zeros(word ^ separators);
  }

  /** Where the next line begins; below 0 where that cannot be told yet. */
  private int behindLine(Block block, int end) {
    if (block.bytes[end] == '\n') {
      return end + 1;
    }
    if (end + 1 == block.size && !ended) {
      return -1;
    }
    return block.bytes[end + 1] == '\n' ? end + 2 : end + 1;
  }

  /**
   * Finds the end of a cell in quotes.
   *
   * @return what is behind it, a separator or the end of the line; below 0 where that is not there
   */
  private int quoted(Block block, int open) {
    byte[] bytes = block.bytes;
    boolean doubled = false;
    int lines = 0;
    int at = open + 1;
    for (; at < block.size; at++) {
      if (bytes[at] == '"') {
        if (bytes[at + 1] != '"') {
          break;
        }
        doubled = true;
        at++;
      }
      lines += bytes[at] == '\n' ? 1 : 0;
      seen |= bytes[at];
    }
    int behind = at + 1;
    if (behind < block.size) {
      long place = line + linesInRow - 1;
      linesInRow += lines;
      block.addCell(open + 1, doubled ? ~at : at);
      if (bytes[behind] == separator || isEnd(bytes[behind])) {
        return behind;
      }
      block.failure = columns.behindQuote(place);
    } else if (ended) {
      block.failure = columns.unclosedQuote(line + linesInRow - 1);
    } else if (block.size - open > Columns.LONGEST_CELL) {
      block.failure = columns.longCell(line + linesInRow - 1);
    }
    return -1;
  }

  /** Finds out whether the rows' bytes are text. */
  private void check(Block block) {
    if ((seen & Words.TOPS) == 0) {
      return;
    }
    seen = 0;
    if (!isText(block)) {
      for (int row = 0; row < block.rows; row++) {
        block.broken.set(row, block.findBroken(row, decoder) >= 0);
      }
    }
  }

  private boolean isText(Block block) {
    decoder.reset();
    ByteBuffer bytes = ByteBuffer.wrap(block.bytes, 0, restFrom);
    CoderResult result;
    do {
      result = decoder.decode(bytes, decoded.clear(), /* endOfInput= */ true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
