package io.kindling.checkpoint.zip;

import io.kindling.file.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the end of a file says about its central directory.
 *
 * <p>Readers that search for this record find different ones in a file made for it. Here it is the
 * file's last 22 bytes, without a comment, or the file is refused; and where there is a zip64 end
 * before it, both must say the same.
 *
 * @param at where the record begins that says it
 * @param entries how many entries the directory has
 * @param offset where the directory begins
 * @param size how long it is
 */
record EndOfDirectory(long at, long entries, long offset, long size) {
  /** As far from the end a comment of 64 KiB leaves the record. */
  private static final int TAIL = (1 << 16) + Zip.END_BYTES;

  static EndOfDirectory read(ArchiveBytes bytes, ZipLimits limits) throws IOException {
    EndOfDirectory end = narrow(bytes);
    long locatorAt = end.at - Zip.ZIP64_LOCATOR_BYTES;
    if (locatorAt >= 0) {
      ByteBuffer locator = bytes.read(locatorAt, Zip.ZIP64_LOCATOR_BYTES);
      if (locator.getInt() == Zip.ZIP64_LOCATOR) {
        EndOfDirectory wide = wide(bytes, locator, locatorAt);
        end.checkAgainst(bytes, wide);
        end = wide;
      }
    }
    end.checkPlace(bytes);
    end.checkLimits(bytes, limits);
    return end;
  }

  /** The record that every zip file has. */
  private static EndOfDirectory narrow(ArchiveBytes bytes) throws IOException {
    long at = Math.max(bytes.size() - Zip.END_BYTES, 0);
    ByteBuffer end = bytes.read(at, (int) Math.min(Zip.END_BYTES, bytes.size()));
    if (end.limit() < Zip.END_BYTES || end.getInt() != Zip.END) {
      throw bytes.refused(
          "the file must end with the end of the central directory",
          "other bytes",
          at,
          "the bytes 50 4b 05 06 just 22 bytes before the end, nothing cut off or appended",
          isCutOff(bytes) ? FileErrors.CUT_OFF : ArchiveBytes.DAMAGED);
    }
    long disks = end.getInt() & Zip.ELSEWHERE_32;
    long entriesOnDisk = end.getShort() & Zip.ELSEWHERE_16;
    long entries = end.getShort() & Zip.ELSEWHERE_16;
    long size = end.getInt() & Zip.ELSEWHERE_32;
    long offset = end.getInt() & Zip.ELSEWHERE_32;
    int comment = end.getShort() & Zip.ELSEWHERE_16;
    if (disks != 0 || entriesOnDisk != entries || comment != 0) {
      throw notPlain(bytes, disks, entriesOnDisk, entries, comment, at);
    }
    return new EndOfDirectory(at, entries, offset, size);
  }

  /** Whether no end of a directory is there, not even with more behind it. */
  private static boolean isCutOff(ArchiveBytes bytes) throws IOException {
    int length = (int) Math.min(TAIL, bytes.size());
    ByteBuffer tail = bytes.read(bytes.size() - length, length);
    for (int i = 0; i <= length - Integer.BYTES; i++) {
      if (tail.getInt(i) == Zip.END) {
        return false;
      }
    }
    return true;
  }

  /** The same with 64 bits a number, which torch always writes. */
  private static EndOfDirectory wide(ArchiveBytes bytes, ByteBuffer locator, long locatorAt)
      throws IOException {
    int disk = locator.getInt();
    long at = locator.getLong();
    int disks = locator.getInt();
    if (disk != 0 || disks != 1 || at != locatorAt - Zip.ZIP64_END_BYTES || at < 0) {
      throw bytes.damaged(
          "the zip64 locator must point to the record before it",
          "disk " + disk + " of " + disks + " and " + Long.toUnsignedString(at),
          locatorAt,
          "disk 0 of 1 and " + (locatorAt - Zip.ZIP64_END_BYTES));
    }
    ByteBuffer end = bytes.read(at, Zip.ZIP64_END_BYTES);
    if (end.getInt() != Zip.ZIP64_END || end.getLong() != Zip.ZIP64_END_REST) {
      throw bytes.damaged(
          "the zip64 end must begin with its signature",
          "other bytes",
          at,
          "the bytes 50 4b 06 06 and a length of " + Zip.ZIP64_END_REST);
    }
    end.getInt(); // who wrote it, and the version that it needs
    long diskNumbers = end.getLong();
    long entriesOnDisk = end.getLong();
    long entries = end.getLong();
    if (diskNumbers != 0 || entriesOnDisk != entries) {
      throw notPlain(bytes, diskNumbers, entriesOnDisk, entries, 0, at);
    }
    long size = end.getLong();
    return new EndOfDirectory(at, entries, end.getLong(), size);
  }

  private static RuntimeException notPlain(
      ArchiveBytes bytes, long disks, long entriesOnDisk, long entries, int comment, long at) {
    return bytes.damaged(
        "the archive must be on one disk and have no comment",
        String.format(
            "disk numbers %s, %s of %s entries, a comment of %d bytes",
            ArchiveBytes.hex(disks),
            Long.toUnsignedString(entriesOnDisk),
            Long.toUnsignedString(entries),
            comment),
        at,
        "disk 0, all entries, no comment");
  }

  private void checkAgainst(ArchiveBytes bytes, EndOfDirectory wide) {
    if (differ(entries, wide.entries, Zip.ELSEWHERE_16)
        || differ(offset, wide.offset, Zip.ELSEWHERE_32)
        || differ(size, wide.size, Zip.ELSEWHERE_32)) {
      throw bytes.damaged(
          "the two ends of the central directory must agree", said(), at, wide.said());
    }
  }

  private static boolean differ(long narrow, long wide, long elsewhere) {
    return narrow != wide && narrow != elsewhere;
  }

  /** The directory must lie just before the record that describes it. */
  private void checkPlace(ArchiveBytes bytes) {
    if (size < 0 || size > at || offset != at - size) {
      throw bytes.damaged(
          "the central directory must end where its end record begins",
          said(),
          at,
          "offset and size that add up to " + at);
    }
    if (entries < 1 || entries > size / Zip.DIRECTORY_ENTRY_BYTES) {
      throw bytes.damaged(
          "the central directory must have the bytes its entries need",
          said(),
          at,
          "at least one entry, and " + Zip.DIRECTORY_ENTRY_BYTES + " bytes or more for each");
    }
  }

  private void checkLimits(ArchiveBytes bytes, ZipLimits limits) {
    if (entries > limits.entries() || size > limits.directoryBytes()) {
      throw bytes.refused(
          "the central directory must not be too large",
          said(),
          at,
          "at most " + limits.entries() + " entries in " + limits.directoryBytes() + " bytes",
          "save the model in several files");
    }
  }

  private String said() {
    return String.format(
        "%s entries, %s bytes from %s on",
        Long.toUnsignedString(entries), Long.toUnsignedString(size), Long.toUnsignedString(offset));
  }
}
