package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  private final DirectoryEntry entry;
  private final ByteBuffer header;

  private LocalHeader(ArchiveBytes bytes, DirectoryEntry entry, ByteBuffer header) {
    this.bytes = bytes;
    this.entry = entry;
    this.header = header;
  }

  /** {@return where the data begins of a record that must end at {@code end}} */
  static long check(ArchiveBytes bytes, DirectoryEntry entry, long end) throws IOException {
    long at = entry.localOffset();
    int length = (int) Math.min(Zip.LOCAL_HEADER_BYTES, end - at);
    ByteBuffer header = bytes.readBetween(at, length);
    if (length < Zip.LOCAL_HEADER_BYTES || header.getInt(0) != Zip.LOCAL_HEADER) {
      throw bytes.damaged(
          "every record must begin with a local header",
          "other bytes for " + entry.shownName(),
          at,
          "the bytes 50 4b 03 04, and room for the rest");
    }
    return new LocalHeader(bytes, entry, header).check(end);
  }

  private long check(long end) throws IOException {
    int nameBytes = u16(NAME_BYTES);
    long dataOffset = entry.localOffset() + Zip.LOCAL_HEADER_BYTES + nameBytes + u16(EXTRA_BYTES);
    if (dataOffset > end || entry.compressedSize() > end - dataOffset) {
      throw differs(
          "header and data must end before what follows",
          "data from " + dataOffset + " on, " + entry.compressedSize() + " bytes",
          "nothing beyond " + end);
    }
    if (u16(FLAGS) != entry.flags() || u16(METHOD) != entry.method()) {
      throw differs(
          "the local header must have the directory's method and flags",
          "method " + u16(METHOD) + ", flags " + ArchiveBytes.hex(u16(FLAGS)),
          "method " + entry.method() + ", flags " + ArchiveBytes.hex(entry.flags()));
    }
    ByteBuffer variable =
        bytes.readBetween(
            entry.localOffset() + Zip.LOCAL_HEADER_BYTES, nameBytes + u16(EXTRA_BYTES));
    byte[] name = new byte[nameBytes];
    variable.get(name);
    if (!Arrays.equals(name, RecordName.encode(entry.name()))) {
      throw differs("the local header must have the directory's name", "another", "the same");
    }
    checkNumbers(variable);
    checkDescriptor(dataOffset + entry.compressedSize(), end);
    return dataOffset;
  }

  /** With a descriptor to come, the header's numbers are 0; those in torch's zip64 part are not. */
  private void checkNumbers(ByteBuffer extra) {
    if (!ExtraField.isWellFormed(extra)) {
      throw differs("the extra field must be whole", "another one", "tags, lengths and contents");
    }
    if (ExtraField.renames(extra)) {
      throw differs(
          "the extra field must not rename or encrypt the record", "one that does", "another");
    }
    long size = u32(SIZE);
    long compressedSize = u32(COMPRESSED_SIZE);
    @Nullable ByteBuffer zip64 = ExtraField.zip64(extra);
    if (zip64 != null
        && zip64.remaining() >= 2 * Long.BYTES
        && size == Zip.ELSEWHERE_32
        && compressedSize == Zip.ELSEWHERE_32) {
      size = zip64.getLong();
      compressedSize = zip64.getLong();
    }
    boolean same =
        header.getInt(CRC) == entry.crc()
            && size == entry.size()
            && compressedSize == entry.compressedSize();
    boolean none = header.getInt(CRC) == 0 && size == 0 && compressedSize == 0;
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
    ByteBuffer descriptor = bytes.readBetween(at, (int) length);
    boolean same =
        descriptor.getInt() == Zip.DESCRIPTOR
            && descriptor.getInt() == entry.crc()
            && number(descriptor, wide) == entry.compressedSize()
            && number(descriptor, wide) == entry.size();
    if (!same) {
      throw bytes.damaged(
          "the descriptor must have the directory's sizes and sum",
          "other bytes for " + entry.shownName(),
          at,
          expectedNumbers());
    }
  }

  private static long number(ByteBuffer descriptor, boolean wide) {
    return wide ? descriptor.getLong() : descriptor.getInt() & Zip.ELSEWHERE_32;
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
    return header.getShort(at) & Zip.ELSEWHERE_16;
  }

  private long u32(int at) {
    return header.getInt(at) & Zip.ELSEWHERE_32;
  }
}
