package io.kindling.checkpoint.zip;

/**
 * The extra field of a header: parts of tag, length and contents, of which zip64's matters here. It
 * is what stands in an array from one place to another.
 */
final class ExtraField {
  private static final int PART_HEADER_BYTES = 4;

  private ExtraField() {}

  /** The parts must fill the field, and at most one of them be zip64's. */
  static boolean isWellFormed(byte[] bytes, int from, int to) {
    int zip64 = 0;
    int at = from;
    while (to - at >= PART_HEADER_BYTES) {
      zip64 += LittleEndian.u16(bytes, at) == Zip.ZIP64_EXTRA ? 1 : 0;
      at += PART_HEADER_BYTES + length(bytes, at);
    }
    return at == to && zip64 <= 1;
  }

  /** Whether a part of a well-formed field gives the record another name or says how to read it. */
  static boolean renames(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += PART_HEADER_BYTES + length(bytes, at)) {
      if (isRenaming(LittleEndian.u16(bytes, at))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Of parts in which some readers find another name or encryption: of PFS, strong encryption,
   * ZipIt for Macintosh, Info-ZIP's Unicode comment and path, and AE-x.
   */
  private static boolean isRenaming(int tag) {
    return switch (tag) {
      case 0x0008, 0x0017, 0x2605, 0x2705, 0x6375, 0x7075, 0x9901 -> true;
      default -> false;
    };
  }

  /** Where the contents begin of the zip64 part of a well-formed field; -1 where there is none. */
  static int zip64(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += PART_HEADER_BYTES + length(bytes, at)) {
      if (LittleEndian.u16(bytes, at) == Zip.ZIP64_EXTRA) {
        return at + PART_HEADER_BYTES;
      }
    }
    return -1;
  }

  /** How long the contents are that begin somewhere. */
  static int contentsLength(byte[] bytes, int contents) {
    return length(bytes, contents - PART_HEADER_BYTES);
  }

  private static int length(byte[] bytes, int at) {
    return LittleEndian.u16(bytes, at + Short.BYTES);
  }
}
