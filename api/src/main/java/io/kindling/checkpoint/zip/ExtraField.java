package io.kindling.checkpoint.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The extra field of a header: parts of tag, length and contents, of which zip64's matters here.
 */
final class ExtraField {
  private static final int PART_HEADER_BYTES = 4;

  private ExtraField() {}

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
