package io.kindling.checkpoint.zip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What records may be called: plain paths in one root folder, the same to every reader. */
final class RecordName {
  private RecordName() {}

  /** The name that some bytes of an array spell, or null if they are not UTF-8. */
  static @Nullable String decode(byte[] bytes, int from, int length) {
    String name = new String(bytes, from, length, StandardCharsets.UTF_8);
    boolean sound =
        name.indexOf('\ufffd') < 0
            || Arrays.equals(encode(name), Arrays.copyOfRange(bytes, from, from + length));
    return sound ? name : null;
  }

  static byte[] encode(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** What is wrong with a full name, or null if nothing is. */
  static @Nullable String fault(String name, ZipLimits limits) {
    @Nullable String fault = fileFault(name, limits);
    return fault == null && name.indexOf('/') < 0 ? "has no root folder" : fault;
  }

  /** What is wrong with a name that need not be in a folder, or null if nothing is. */
  static @Nullable String fileFault(String name, ZipLimits limits) {
    if (encode(name).length > limits.nameBytes()) {
      return "is longer than " + limits.nameBytes() + " bytes";
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '\\' || Character.isISOControl(name.charAt(i))) {
        return "has a backslash or a control character";
      }
    }
    for (int from = 0, to; from <= name.length(); from = to + 1) {
      int slash = name.indexOf('/', from);
      to = slash < 0 ? name.length() : slash;
      if (to == from || isDots(name, from, to)) {
        return "has a part that is empty, . or ..";
      }
    }
    return null;
  }

  private static boolean isDots(String name, int from, int to) {
    return name.charAt(from) == '.'
        && (to - from == 1 || (to - from == 2 && name.charAt(from + 1) == '.'));
  }

  /** What names have in common that miniz, or a file system, takes for one: it knows no case. */
  static String folded(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c >= 'A' && c <= 'Z') || c > 0x7f) {
        return foldedAnew(name);
      }
    }
    return name;
  }

  private static String foldedAnew(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** The folder that a faultless name begins with. */
  static String root(String name) {
    return name.substring(0, name.indexOf('/'));
  }
}
