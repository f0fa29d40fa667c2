package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names texts that are no torch archives, though they may be called {@code model.pt}. */
final class ForeignText {
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  /** Fewer letters may be anything. */
  private static final int FEWEST = 4;

  private static final char DELETE = 0x7f;

  private ForeignText() {}

  /**
   * Refuses a page, JSON and any other text.
   *
   * @throws CheckpointException if it does
   */
  static void refuse(ArchiveBytes bytes, ByteBuffer head, String rule, String expected) {
    String text = StandardCharsets.ISO_8859_1.decode(head.duplicate()).toString();
    String begin =
        (text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (begin.startsWith("<!doctype") || begin.startsWith("<html") || begin.startsWith("<?xml")) {
      throw bytes.refused(
          rule,
          "a page of the web, not the file that it speaks of,",
          0,
          expected,
          "download the file itself: signed in if need be, and by its raw or resolve address");
    }
    if (begin.startsWith("{") || begin.startsWith("[")) {
      throw bytes.refused(
          rule,
          "a JSON file",
          0,
          expected,
          ForeignFormat.WEIGHTS + "; StateFile and kindling read a model's .index.json");
    }
    if (isText(head)) {
      throw bytes.refused(
          rule,
          "a text, such as a table or a list of settings,",
          0,
          expected,
          ForeignFormat.WEIGHTS);
    }
  }

  /** Whether there are letters and lines, and nothing that steers a terminal. */
  private static boolean isText(ByteBuffer head) {
    CharBuffer text = CharBuffer.allocate(head.limit());
    return TextConversion.isText(head.duplicate().rewind(), text)
        && text.length() >= FEWEST
        && text.chars().allMatch(c -> (c >= ' ' && c != DELETE) || "\t\r\n".indexOf(c) >= 0);
  }
}
