package io.kindling.checkpoint.zip;

import io.kindling.text.Printable;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a central directory after the other. */
final class DirectoryEntryReader {
  private static final int KNOWN_FLAGS = Zip.FLAG_DESCRIPTOR | Zip.FLAG_UTF8 | Zip.FLAGS_EFFORT;

  // where the fields of an entry are; its versions and times say nothing to us
  private static final int HOST = 5;
  private static final int FLAGS = 8;
  private static final int METHOD = 10;
  private static final int CRC = 16;
  private static final int COMPRESSED_SIZE = 20;
  private static final int SIZE = 24;
  private static final int NAME_BYTES = 28;
  private static final int EXTRA_BYTES = 30;
  private static final int COMMENT_BYTES = 32;
  private static final int DISK = 34;
  private static final int ATTRIBUTES = 38;
  private static final int LOCAL_OFFSET = 42;

  /** Of DOS: a folder. To miniz, whoever made the archive, and it reads nothing of one. */
  private static final int FOLDER = 0x10;

  private static final int UNIX = 3;

  /** Where the type of a file stands among Unix's attributes: 0 for none, 8 for a plain one. */
  private static final int UNIX_TYPE_SHIFT = 28;

  private static final int PLAIN = 8;

  private final ArchiveBytes bytes;
  private final ZipLimits limits;
  private final byte[] directory;
  private final long directoryOffset;
  private final boolean rooted;

  /** Where the next entry begins in the directory. */
  private int at;

  DirectoryEntryReader(
      ArchiveBytes bytes,
      ZipLimits limits,
      byte[] directory,
      long directoryOffset,
      boolean rooted) {
    this.bytes = bytes;
    this.limits = limits;
    this.directory = directory;
    this.directoryOffset = directoryOffset;
    this.rooted = rooted;
  }

  /** Where the next entry begins, or the last one ends. */
  int at() {
    return at;
  }

  /** The next entry. */
  DirectoryEntry next() {
    checkFrame();
    int nameAt = at + Zip.DIRECTORY_ENTRY_BYTES;
    int extraAt = nameAt + u16(NAME_BYTES);
    int next = extraAt + u16(EXTRA_BYTES);
    var entry =
        new DirectoryEntry(
            name(nameAt, extraAt),
            u16(FLAGS),
            u16(METHOD),
            LittleEndian.int32(directory, at + CRC),
            u32(COMPRESSED_SIZE),
            u32(SIZE),
            u32(LOCAL_OFFSET));
    checkMethod(entry);
    checkAttributes(entry);
    entry = widened(entry, extraAt, next);
    checkSizes(entry);
    at = next;
    return entry;
  }

  private void checkFrame() {
    int left = directory.length - at - Zip.DIRECTORY_ENTRY_BYTES;
    if (left < 0 || LittleEndian.int32(directory, at) != Zip.DIRECTORY_ENTRY) {
      throw bytes.damaged(
          "every entry of the central directory must begin with its signature",
          "other bytes",
          directoryOffset + at,
          "the bytes 50 4b 01 02");
    }
    int variable = u16(NAME_BYTES) + u16(EXTRA_BYTES);
    if (variable > left || u16(COMMENT_BYTES) != 0 || u16(DISK) != 0) {
      throw bytes.damaged(
          "every entry must lie in the central directory, without a comment, on disk 0",
          String.format(
              "%d bytes of names, a comment of %d, disk %d",
              variable, u16(COMMENT_BYTES), u16(DISK)),
          directoryOffset + at,
          "at most " + left + " bytes, no comment, disk 0");
    }
  }

  private String name(int from, int to) {
    @Nullable String name = RecordName.decode(directory, from, to - from);
    boolean flagged = (u16(FLAGS) & Zip.FLAG_UTF8) != 0;
    // without the flag, bytes above 127 are code page 437 to some readers and UTF-8 to others; a
    // name that has some is shorter than its bytes
    if (name == null || (!flagged && name.length() != to - from)) {
      throw bytes.damaged(
          "names must be UTF-8 and say so",
          "other bytes",
          directoryOffset + at,
          "UTF-8, and flag 11 unless it is ASCII");
    }
    @Nullable String fault =
        rooted ? RecordName.fault(name, limits) : RecordName.fileFault(name, limits);
    if (fault != null) {
      throw bytes.damaged(
          "records must have plain names",
          Printable.piece(name) + ", which " + fault + ",",
          directoryOffset + at,
          "a path in a root folder");
    }
    return name;
  }

  private void checkMethod(DirectoryEntry entry) {
    boolean known = entry.method() == Zip.STORED || entry.method() == Zip.DEFLATED;
    if ((entry.flags() & ~KNOWN_FLAGS) != 0 || !known) {
      throw bytes.damaged(
          "records must be stored or deflated, and not encrypted",
          String.format(
              "method %d and flags %s for %s",
              entry.method(), ArchiveBytes.hex(entry.flags()), entry.shownName()),
          directoryOffset + at,
          "method 0 or 8, no flags but 1, 2, 3 and 11");
    }
  }

  private void checkAttributes(DirectoryEntry entry) {
    int attributes = LittleEndian.int32(directory, at + ATTRIBUTES);
    int type = directory[at + HOST] == UNIX ? attributes >>> UNIX_TYPE_SHIFT : 0;
    if ((attributes & FOLDER) != 0 || (type != 0 && type != PLAIN)) {
      throw bytes.damaged(
          "records must be plain files",
          "attributes "
              + ArchiveBytes.hex(attributes & Zip.ELSEWHERE_32)
              + " for "
              + entry.shownName(),
          directoryOffset + at,
          "neither a folder nor a link");
    }
  }

  /** Takes the numbers that are 0xffffffff, and no others, from the zip64 part. */
  private DirectoryEntry widened(DirectoryEntry entry, int extraFrom, int extraTo) {
    boolean wideSize = entry.size() == Zip.ELSEWHERE_32;
    boolean wideCompressed = entry.compressedSize() == Zip.ELSEWHERE_32;
    boolean wideOffset = entry.localOffset() == Zip.ELSEWHERE_32;
    int numbers = (wideSize ? 1 : 0) + (wideCompressed ? 1 : 0) + (wideOffset ? 1 : 0);
    boolean wellFormed = ExtraField.isWellFormed(directory, extraFrom, extraTo);
    int zip64 = wellFormed ? ExtraField.zip64(directory, extraFrom, extraTo) : -1;
    int length = zip64 < 0 ? 0 : ExtraField.contentsLength(directory, zip64);
    if (!wellFormed || length != numbers * Long.BYTES) {
      throw bytes.damaged(
          "the extra field must hold the numbers that have no room elsewhere, and no others",
          "another one for " + entry.shownName(),
          directoryOffset + at,
          numbers + " numbers of 8 bytes");
    }
    if (ExtraField.renames(directory, extraFrom, extraTo)) {
      throw bytes.damaged(
          "the extra field must not rename or encrypt the record",
          "one that does for " + entry.shownName(),
          directoryOffset + at,
          "another");
    }
    if (numbers == 0) {
      return entry;
    }
    long size = wideSize ? LittleEndian.int64(directory, zip64) : entry.size();
    int compressedAt = zip64 + (wideSize ? Long.BYTES : 0);
    long compressed =
        wideCompressed ? LittleEndian.int64(directory, compressedAt) : entry.compressedSize();
    int offsetAt = compressedAt + (wideCompressed ? Long.BYTES : 0);
    long offset = wideOffset ? LittleEndian.int64(directory, offsetAt) : entry.localOffset();
    return entry.withPlace(compressed, size, offset);
  }

  private void checkSizes(DirectoryEntry entry) {
    long offset = entry.localOffset();
    if (offset < 0 || offset >= directoryOffset) {
      throw bytes.damaged(
          "every record must lie before the central directory",
          entry.shownName() + " from " + Long.toUnsignedString(offset) + " on",
          directoryOffset + at,
          "below " + directoryOffset);
    }
    boolean negative = entry.size() < 0 || entry.compressedSize() < 0;
    if (negative || (entry.method() == Zip.STORED && entry.compressedSize() != entry.size())) {
      throw bytes.damaged(
          "a record must have a size, and take as much when stored",
          String.format(
              "%s in %s bytes for %s",
              Long.toUnsignedString(entry.size()),
              Long.toUnsignedString(entry.compressedSize()),
              entry.shownName()),
          directoryOffset + at,
          "the same number twice, below 2^63");
    }
  }

  private int u16(int field) {
    return LittleEndian.u16(directory, at + field);
  }

  private long u32(int field) {
    return LittleEndian.u32(directory, at + field);
  }
}
