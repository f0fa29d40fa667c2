package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Checks what stands around a record's data, its local header and its descriptor, against its entry
 * in the central directory: some readers believe the one, some the other (CVE-2025-1944, -1945).
 */
final class LocalHeader {
  private static final int FLAGS = 6;
  private static final int METHOD = 8;
  private static final int CRC = 14;
  private static final int COMPRESSED_SIZE = 18;
  private static final int SIZE = 22;
  private static final int NAME_BYTES = 26;
  private static final int EXTRA_BYTES = 28;

  private final ArchiveBytes bytes;
  private final Window window;
  private final DirectoryEntry entry;

  /** Where the header is in the window. */
  private int header;

  private LocalHeader(ArchiveBytes bytes, Window window, DirectoryEntry entry) {
    this.bytes = bytes;
    this.window = window;
    this.entry = entry;
  }

  /** {@return where the data begins of a record that must end at {@code end}} */
  static long check(ArchiveBytes bytes, Window window, DirectoryEntry entry, long end)
      throws IOException {
    return new LocalHeader(bytes, window, entry).check(end);
  }

  private long check(long end) throws IOException {
    long at = entry.localOffset();
    header = window.find(at, Zip.LOCAL_HEADER_BYTES);
    if (LittleEndian.int32(window.bytes(), header) != Zip.LOCAL_HEADER) {
      throw bytes.damaged(
          "every record must begin with a local header",
          "other bytes for " + entry.shownName(),
          at,
          "the bytes 50 4b 03 04, and room for the rest");
    }
    int nameBytes = u16(NAME_BYTES);
    int length = Zip.LOCAL_HEADER_BYTES + nameBytes + u16(EXTRA_BYTES);
    long dataOffset = at + length;
    if (dataOffset > end || entry.compressedSize() > end - dataOffset) {
      throw differs(
          "header and data must end before what follows",
          "data from " + dataOffset + " on, " + entry.compressedSize() + " bytes",
          "nothing beyond " + end);
    }
    header = window.find(at, length);
    if (u16(FLAGS) != entry.flags() || u16(METHOD) != entry.method()) {
      throw differs(
          "the local header must have the directory's method and flags",
          "method " + u16(METHOD) + ", flags " + ArchiveBytes.hex(u16(FLAGS)),
          "method " + entry.method() + ", flags " + ArchiveBytes.hex(entry.flags()));
    }
    int nameAt = header + Zip.LOCAL_HEADER_BYTES;
    byte[] name = RecordName.encode(entry.name());
    if (!Arrays.equals(window.bytes(), nameAt, nameAt + nameBytes, name, 0, name.length)) {
      throw differs("the local header must have the directory's name", "another", "the same");
    }
    checkNumbers(nameAt + nameBytes, header + length);
    checkDescriptor(dataOffset + entry.compressedSize(), end);
    return dataOffset;
  }

  /** With a descriptor to come, the header's numbers are 0; those in torch's zip64 part are not. */
  private void checkNumbers(int extraFrom, int extraTo) {
    byte[] read = window.bytes();
    if (!ExtraField.isWellFormed(read, extraFrom, extraTo)) {
      throw differs("the extra field must be whole", "another one", "tags, lengths and contents");
    }
    if (ExtraField.renames(read, extraFrom, extraTo)) {
      throw differs(
          "the extra field must not rename or encrypt the record", "one that does", "another");
    }
    long size = u32(SIZE);
    long compressedSize = u32(COMPRESSED_SIZE);
    int zip64 = ExtraField.zip64(read, extraFrom, extraTo);
    if (zip64 >= 0
        && ExtraField.contentsLength(read, zip64) >= 2 * Long.BYTES
        && size == Zip.ELSEWHERE_32
        && compressedSize == Zip.ELSEWHERE_32) {
      size = LittleEndian.int64(read, zip64);
      compressedSize = LittleEndian.int64(read, zip64 + Long.BYTES);
    }
    int crc = LittleEndian.int32(read, header + CRC);
    boolean same =
        crc == entry.crc() && size == entry.size() && compressedSize == entry.compressedSize();
    boolean none = crc == 0 && size == 0 && compressedSize == 0;
    if (!same && !(none && entry.hasDescriptor())) {
      throw differs(
          "the local header must have the directory's sizes and sum",
          size + " in " + compressedSize + " bytes, sum " + ArchiveBytes.hex(u32(CRC)),
          expectedNumbers());
    }
  }

  private void checkDescriptor(long at, long end) throws IOException {
    long length = end - at;
    boolean wide = length == Zip.ZIP64_DESCRIPTOR_BYTES;
    if (!entry.hasDescriptor() || !(wide || length == Zip.DESCRIPTOR_BYTES)) {
      if (entry.hasDescriptor() || length != 0) {
        throw differs(
            "nothing but a descriptor must follow the data",
            length + " bytes",
            entry.hasDescriptor() ? "16, or 24 for zip64" : "none");
      }
      return;
    }
    int descriptor = window.find(at, (int) length);
    byte[] read = window.bytes();
    int sizes = descriptor + 2 * Integer.BYTES;
    boolean same =
        LittleEndian.int32(read, descriptor) == Zip.DESCRIPTOR
            && LittleEndian.int32(read, descriptor + Integer.BYTES) == entry.crc()
            && number(read, sizes, 0, wide) == entry.compressedSize()
            && number(read, sizes, 1, wide) == entry.size();
    if (!same) {
      throw bytes.damaged(
          "the descriptor must have the directory's sizes and sum",
          "other bytes for " + entry.shownName(),
          at,
          expectedNumbers());
    }
  }

  private static long number(byte[] read, int sizes, int index, boolean wide) {
    return wide
        ? LittleEndian.int64(read, sizes + index * Long.BYTES)
        : LittleEndian.u32(read, sizes + index * Integer.BYTES);
  }

  private String expectedNumbers() {
    return entry.size()
        + " in "
        + entry.compressedSize()
        + " bytes, sum "
        + ArchiveBytes.hex(entry.crc() & Zip.ELSEWHERE_32);
  }

  private CheckpointException differs(String rule, String got, String expected) {
    return bytes.damaged(rule, got + " for " + entry.shownName(), entry.localOffset(), expected);
  }

  private int u16(int at) {
    return LittleEndian.u16(window.bytes(), header + at);
  }

  private long u32(int at) {
    return LittleEndian.u32(window.bytes(), header + at);
  }
}
