package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names texts that are no torch archives, though they may be called {@code model.pt}. */
final class ForeignText {
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private ForeignText() {}

  /**
   * Refuses what begins as a page or as JSON.
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
          "take the file that has the weights; StateFile and kindling read a model's .index.json");
    }
  }
}
