package io.kindling.checkpoint.zip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What records may be called: plain paths in one root folder, the same to every reader. */
final class RecordName {
  private static final Set<String> DOTS = Set.of(".", "..");

  private RecordName() {}

  /** The name that bytes spell, or null if they are not UTF-8. */
  static @Nullable String decode(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
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
      if (to == from || DOTS.contains(name.substring(from, to))) {
        return "has a part that is empty, . or ..";
      }
    }
    return null;
  }

  /** What names have in common that miniz, or a file system, takes for one: it knows no case. */
  static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** The folder that a faultless name begins with. */
  static String root(String name) {
    return name.substring(0, name.indexOf('/'));
  }
}
