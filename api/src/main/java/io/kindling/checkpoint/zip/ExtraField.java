package io.kindling.checkpoint.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The extra field of a header: parts of tag, length and contents, of which zip64's matters here.
 */
final class ExtraField {
  private static final int PART_HEADER_BYTES = 4;

  private ExtraField() {}

  /**
   * Tags of parts in which some readers find another name or encryption: of PFS, strong encryption,
   * ZipIt for Macintosh, Info-ZIP's Unicode comment and path, and AE-x.
   */
  private static final Set<Integer> RENAMING =
      Set.of(0x0008, 0x0017, 0x2605, 0x2705, 0x6375, 0x7075, 0x9901);

  /** The parts must fill the field, and at most one of them be zip64's. */
  static boolean isWellFormed(ByteBuffer extra) {
    int zip64 = 0;
    int at = extra.position();
    while (extra.limit() - at >= PART_HEADER_BYTES) {
      zip64 += tag(extra, at) == Zip.ZIP64_EXTRA ? 1 : 0;
      at += PART_HEADER_BYTES + length(extra, at);
    }
    return at == extra.limit() && zip64 <= 1;
  }

  /** Whether a part of a well-formed field gives the record another name or says how to read it. */
  static boolean renames(ByteBuffer extra) {
    for (int at = extra.position();
        at < extra.limit();
        at += PART_HEADER_BYTES + length(extra, at)) {
      if (RENAMING.contains(tag(extra, at))) {
        return true;
      }
    }
    return false;
  }

  /** The contents of the zip64 part of a well-formed field, or null where there is none. */
  static @Nullable ByteBuffer zip64(ByteBuffer extra) {
    for (int at = extra.position();
        at < extra.limit();
        at += PART_HEADER_BYTES + length(extra, at)) {
      if (tag(extra, at) == Zip.ZIP64_EXTRA) {
        return extra
            .slice(at + PART_HEADER_BYTES, length(extra, at))
            .order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    return null;
  }

  private static int tag(ByteBuffer extra, int at) {
    return extra.getShort(at) & Zip.ELSEWHERE_16;
  }

  private static int length(ByteBuffer extra, int at) {
    return extra.getShort(at + Short.BYTES) & Zip.ELSEWHERE_16;
  }
}
