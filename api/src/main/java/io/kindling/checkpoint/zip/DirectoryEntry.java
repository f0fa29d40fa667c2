package io.kindling.checkpoint.zip;

import io.kindling.text.Printable;

/**
 * An entry of the central directory.
 *
 * @param name the full name, root included
 * @param flags general purpose flags
 * @param method how the data is compressed
 * @param crc the CRC-32 of the uncompressed data
 * @param compressedSize how many bytes the data takes
 * @param size how many bytes it has
 * @param localOffset where its local header begins
 */
record DirectoryEntry(
    String name, int flags, int method, int crc, long compressedSize, long size, long localOffset) {
  boolean hasDescriptor() {
    return (flags & Zip.FLAG_DESCRIPTOR) != 0;
  }

  /** The name as it is fit for a message. */
  String shownName() {
    return Printable.piece(name);
  }

  /** Whether a number of it has no room in 32 bits. */
  boolean isZip64() {
    return isWideSize() || isWideOffset();
  }

  boolean isWideSize() {
    return size >= Zip.ELSEWHERE_32 || compressedSize >= Zip.ELSEWHERE_32;
  }

  boolean isWideOffset() {
    return localOffset >= Zip.ELSEWHERE_32;
  }

  DirectoryEntry withPlace(long newCompressedSize, long newSize, long newLocalOffset) {
    return new DirectoryEntry(name, flags, method, crc, newCompressedSize, newSize, newLocalOffset);
  }

  DirectoryEntry withCrc(int newCrc) {
    return new DirectoryEntry(name, flags, method, newCrc, compressedSize, size, localOffset);
  }

  /** The record under a name, whose data begins at an offset. */
  ZipRecord record(String recordName, long dataOffset) {
    return new ZipRecord(recordName, dataOffset, size, compressedSize, crc, method == Zip.DEFLATED);
  }
}
