package io.kindling.checkpoint.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds out whether a damaged file was treated as a text on its way: by Git without {@code *.pt
 * binary}, by FTP in text mode, by an editor.
 */
final class TextConversion {
  static final String CRLF = "a file whose line feeds became CRLF, as in a text,";
  static final String REPLACED = "a file whose bytes became U+FFFD, as in a text,";
  static final String ENCODED = "a file whose bytes became UTF-8, as in a text,";
  static final String REMEDY = "copy it again as a binary file; what was lost cannot be restored";

  private static final int SAMPLE = 1 << 16;
  private static final int ENOUGH = 4;
  private static final char REPLACEMENT = 0xfffd;
  private static final int ASCII = 0x80;
  private static final int BYTES = 0x100;
  private static final String RULE = "the file must have its bytes as they were saved";
  private static final String EXPECTED = "bytes that no program took for letters";

  private TextConversion() {}

  /** Refuses a file that has been found to be damaged, if this is how. */
  static void refuse(ArchiveBytes bytes) throws IOException {
    ByteBuffer sample = bytes.read(0, (int) Math.min(SAMPLE, bytes.size()));
    CharBuffer text = CharBuffer.allocate(sample.limit());
    if (isText(sample, text)) {
      if (text.chars().filter(c -> c == REPLACEMENT).count() >= ENOUGH) {
        throw bytes.refused(RULE, REPLACED, 0, EXPECTED, REMEDY);
      }
      if (isEncoded(text)) {
        throw bytes.refused(RULE, ENCODED, 0, EXPECTED, REMEDY);
      }
    }
    if (everyLineFeedFollowsAReturn(sample)) {
      throw bytes.refused(RULE, CRLF, 0, EXPECTED, REMEDY);
    }
  }

  /**
   * Whether bytes are letters in UTF-8, the last of which may be cut off; puts them into a text.
   */
  static boolean isText(ByteBuffer sample, CharBuffer text) {
    boolean valid =
        !StandardCharsets.UTF_8.newDecoder().decode(sample.slice(), text, false).isError();
    text.flip();
    return valid;
  }

  /** Whether each letter stands for a byte, as where bytes were taken for Latin-1. */
  private static boolean isEncoded(CharBuffer text) {
    return text.chars().allMatch(c -> c < BYTES)
        && text.chars().filter(c -> c >= ASCII).count() >= ENOUGH;
  }

  private static boolean everyLineFeedFollowsAReturn(ByteBuffer sample) {
    int found = 0;
    for (int i = 0; i < sample.limit(); i++) {
      if (sample.get(i) == '\n') {
        if (i == 0 || sample.get(i - 1) != '\r') {
          return false;
        }
        found++;
      }
    }
    return found >= ENOUGH;
  }
}
