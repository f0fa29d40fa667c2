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

  /** The mark of UTF-16 begins that of UTF-32. */
  private static final List<Charset> MARKED =
      List.of(
          StandardCharsets.UTF_8,
          Charset.forName("UTF-32LE"), // begins with the mark of UTF-16LE
          Charset.forName("UTF-32BE"),
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE);

  /** A share of zeros that is ASCII in two bytes each, and no text in which one has got. */
  private static final double MANY = 0.25;

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
    return new Encoding(said == null ? evident(head) : unmarked(said), 0);
  }

  /** What an encoding that writes a mark is without one. */
  private static Charset unmarked(Charset said) {
    return switch (said.name()) {
      case "UTF-16" -> StandardCharsets.UTF_16BE;
      case "UTF-32" -> Charset.forName("UTF-32BE");
      default -> said;
    };
  }

  /**
   * UTF-16 where every other byte is zero here and there, as those of ASCII are, and for each end
   * of a line at least, unless it is text without these few; else UTF-8.
   */
  private static Charset evident(byte[] head) {
    int[] zeros = new int[2];
    int ends = 0;
    for (int i = 0; i < head.length; i++) {
      zeros[i & 1] += head[i] == 0 ? 1 : 0;
      ends += head[i] == '\n' ? 1 : 0;
    }
    int all = zeros[0] + zeros[1];
    boolean one = zeros[0] > 0 != zeros[1] > 0;
    boolean few = all < MANY * head.length && ForeignFile.isTextButForZeros(head);
    if (!one || all < ends || few) {
      return StandardCharsets.UTF_8;
    }
    return zeros[0] > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  /** Whether zero bytes belong to its text. */
  boolean hasZeros() {
    return "\n".getBytes(charset).length > 1;
  }
}
