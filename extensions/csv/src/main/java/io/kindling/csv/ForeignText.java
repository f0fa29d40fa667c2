package io.kindling.csv;

import io.kindling.error.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is whose bytes are no UTF-8, and in which line. */
final class ForeignText {
  private static final String GZIP = "a gzip archive";
  private static final String ZIP = "a zip archive, as .xlsx files are";
  private static final String UTF_16 = "text in UTF-16";
  private static final int HEAD = 4;
  private static final int PIECE = 1 << 16;

  private ForeignText() {}

  /** The error; a file that cannot be read once more, as a pipe cannot, is named alone. */
  static DataException refused(Path file) {
    String place = file.toString();
    String next = "write it in UTF-8";
    try {
      if (Files.isRegularFile(file)) {
        byte[] head = head(file);
        String format = format(head);
        if (format != null) {
          return error(place, format, remedy(format));
        }
        place += ", line " + line(file);
        next = "if it is Latin-1 or Windows-1252: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW_FILE";
      }
    } catch (IOException e) {
      // all that is known then
    }
    return error(place, "bytes that are no UTF-8", next);
  }

  private static DataException error(String place, String got, String next) {
    return new DataException(place, "the file must be readable as CSV", got, "text in UTF-8", next);
  }

  /** What a file's first bytes say that it is; null if nothing. */
  private static @Nullable String format(byte[] head) {
    if (starts(head, 0x1F, 0x8B)) {
      return GZIP;
    }
    if (starts(head, 'P', 'K', 3, 4)) {
      return ZIP;
    }
    return starts(head, 0xFF, 0xFE) || starts(head, 0xFE, 0xFF) || holdsZero(head) ? UTF_16 : null;
  }

  private static String remedy(String format) {
    return switch (format) {
      case GZIP -> "gunzip -c FILE > NEW_FILE";
      case ZIP -> "unzip it, or save the sheet as CSV";
      default -> "iconv -f UTF-16 -t UTF-8 FILE > NEW_FILE";
    };
  }

  private static boolean starts(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsZero(byte[] head) {
    for (byte one : head) {
      if (one == 0) {
        return true;
      }
    }
    return false;
  }

  /** The line of the first bytes that are no UTF-8. */
  private static long line(Path file) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(PIECE);
    CharBuffer text = CharBuffer.allocate(PIECE);
    long line = 1;
    try (ReadableByteChannel channel = Files.newByteChannel(file)) {
      for (boolean more = true; more; bytes.compact()) {
        more = channel.read(bytes) >= 0;
        CoderResult result = decoder.decode(bytes.flip(), text, !more);
        line += text.flip().chars().filter(c -> c == '\n').count();
        text.clear();
        if (result.isError()) {
          break;
        }
      }
    }
    return line;
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(HEAD);
    }
  }
}
