package io.kindling.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a text is encoded.
 *
 * @param charset the encoding
 * @param mark how many bytes its byte-order mark has; 0 for none
 */
record Encoding(Charset charset, int mark) {
  private static final String MARK = "\uFEFF";

  private static final List<Charset> MARKED =
      List.of(
          StandardCharsets.UTF_8,
          Charset.forName("UTF-32LE"), // begins with the mark of UTF-16LE
          Charset.forName("UTF-32BE"),
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE);

  /**
   * Finds out an encoding.
   *
   * @param head the first bytes
   * @param said what it is to be where there is no mark; null for what the bytes look like
   */
  static Encoding of(byte[] head, @Nullable Charset said) {
    for (Charset charset : MARKED) {
      byte[] mark = MARK.getBytes(charset);
      if (Arrays.equals(mark, Arrays.copyOf(head, mark.length))) {
        return new Encoding(charset, mark.length);
      }
    }
    return new Encoding(said == null ? evident(head) : said, 0);
  }

  /**
   * UTF-16 where every other byte is zero here and there, as those of ASCII are, and for each end
   * of a line at least; else UTF-8.
   */
  private static Charset evident(byte[] head) {
    int[] zeros = new int[2];
    int ends = 0;
    for (int i = 0; i < head.length; i++) {
      zeros[i & 1] += head[i] == 0 ? 1 : 0;
      ends += head[i] == '\n' ? 1 : 0;
    }
    if (zeros[0] > 0 == zeros[1] > 0 || zeros[0] + zeros[1] < ends) {
      return StandardCharsets.UTF_8;
    }
    return zeros[0] > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }
}
