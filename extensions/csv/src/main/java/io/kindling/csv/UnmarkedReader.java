package io.kindling.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Leaves byte-order marks out where lines begin: where files were joined, any line may have one.
 */
final class UnmarkedReader extends FilterReader {
  private static final char MARK = '\uFEFF';

  private boolean begins = true;

  UnmarkedReader(Reader text) {
    super(text);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] to, int from, int length) throws IOException {
    int kept = from;
    while (kept == from) {
      int count = in.read(to, from, length);
      if (count <= 0) {
        return count;
      }
      for (int i = from; i < from + count; i++) {
        char c = to[i];
        if (c != MARK || !begins) {
          to[kept++] = c;
        }
        begins = c == '\n' || c == '\r';
      }
    }
    return kept - from;
  }
}
