package io.kindling.checkpoint.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The parts of a zip archive around the data, as torch's copy of miniz writes them. Times, versions
 * and attributes are 0 there, so equal contents make equal files.
 */
final class ZipEncoder {
  /** So that data can be mapped and read as vectors. */
  private static final int ALIGNMENT = 64;

  private static final int PART_HEADER_BYTES = 4;
  private static final short PADDING_TAG = 'F' | 'B' << 8;
  private static final byte PADDING = 'Z';

  /** Version 3.0 on Unix, as miniz says of itself only here. */
  private static final short MADE_BY = 0x31e;

  private ZipEncoder() {}

  /** The header before a record's data, padded so that the data is aligned. */
  static ByteBuffer localHeader(DirectoryEntry entry) {
    byte[] name = RecordName.encode(entry.name());
    // miniz does not know the compressed size yet, and says 0 even where it is the other
    ByteBuffer zip64 = zip64(entry, 0);
    int unpadded = Zip.LOCAL_HEADER_BYTES + name.length + zip64.remaining() + PART_HEADER_BYTES;
    int padding = (int) Math.floorMod(-(entry.localOffset() + unpadded), (long) ALIGNMENT);
    ByteBuffer header =
        allocate(unpadded + padding)
            .putInt(Zip.LOCAL_HEADER)
            .putShort(needed(entry))
            .putShort((short) entry.flags())
            .putShort((short) entry.method())
            .putInt(0) // time and date
            .putInt(0) // sum and sizes are in the descriptor
            .putInt(0)
            .putInt(0)
            .putShort((short) name.length)
            .putShort((short) (zip64.remaining() + PART_HEADER_BYTES + padding))
            .put(name)
            .put(zip64)
            .putShort(PADDING_TAG)
            .putShort((short) padding);
    while (header.hasRemaining()) {
      header.put(PADDING);
    }
    return header.flip();
  }

  /** What follows a record's data. */
  static ByteBuffer descriptor(DirectoryEntry entry) {
    ByteBuffer descriptor =
        allocate(Zip.ZIP64_DESCRIPTOR_BYTES).putInt(Zip.DESCRIPTOR).putInt(entry.crc());
    if (entry.isZip64()) {
      descriptor.putLong(entry.compressedSize()).putLong(entry.size());
    } else {
      descriptor.putInt((int) entry.compressedSize()).putInt((int) entry.size());
    }
    return descriptor.flip();
  }

  /** A record's entry in the central directory. */
  static ByteBuffer directoryEntry(DirectoryEntry entry) {
    byte[] name = RecordName.encode(entry.name());
    ByteBuffer zip64 = zip64(entry, entry.compressedSize());
    boolean wide = entry.isWideSize();
    return allocate(Zip.DIRECTORY_ENTRY_BYTES + name.length + zip64.remaining())
        .putInt(Zip.DIRECTORY_ENTRY)
        .putShort((short) 0) // made by nobody
        .putShort(needed(entry))
        .putShort((short) entry.flags())
        .putShort((short) entry.method())
        .putInt(0) // time and date
        .putInt(entry.crc())
        .putInt(wide ? -1 : (int) entry.compressedSize())
        .putInt(wide ? -1 : (int) entry.size())
        .putShort((short) name.length)
        .putShort((short) zip64.remaining())
        .putShort((short) 0) // comment
        .putShort((short) 0) // disk
        .putShort((short) 0) // attributes
        .putInt(0)
        .putInt(entry.isWideOffset() ? -1 : (int) entry.localOffset())
        .put(name)
        .put(zip64)
        .flip();
  }

  /** The three records that end an archive. */
  static ByteBuffer end(long entries, long offset, long size) {
    short narrowEntries = (short) Math.min(entries, Zip.ELSEWHERE_16);
    return allocate(Zip.ZIP64_END_BYTES + Zip.ZIP64_LOCATOR_BYTES + Zip.END_BYTES)
        .putInt(Zip.ZIP64_END)
        .putLong(Zip.ZIP64_END_REST)
        .putShort(MADE_BY)
        .putShort((short) Zip.NEEDS_ZIP64)
        .putLong(0) // disks
        .putLong(entries)
        .putLong(entries)
        .putLong(size)
        .putLong(offset)
        .putInt(Zip.ZIP64_LOCATOR)
        .putInt(0) // disk
        .putLong(offset + size)
        .putInt(1) // disks
        .putInt(Zip.END)
        .putInt(0) // disks
        .putShort(narrowEntries)
        .putShort(narrowEntries)
        .putInt((int) Math.min(size, Zip.ELSEWHERE_32))
        .putInt((int) Math.min(offset, Zip.ELSEWHERE_32))
        .putShort((short) 0) // comment
        .flip();
  }

  /** The part of the extra field with the numbers that have no room elsewhere; often none. */
  private static ByteBuffer zip64(DirectoryEntry entry, long compressedSize) {
    int numbers = (entry.isWideSize() ? 2 : 0) + (entry.isWideOffset() ? 1 : 0);
    ByteBuffer zip64 = allocate(PART_HEADER_BYTES + numbers * Long.BYTES);
    if (numbers == 0) {
      return zip64.limit(0);
    }
    zip64.putShort((short) Zip.ZIP64_EXTRA).putShort((short) (numbers * Long.BYTES));
    if (entry.isWideSize()) {
      zip64.putLong(entry.size()).putLong(compressedSize);
    }
    if (entry.isWideOffset()) {
      zip64.putLong(entry.localOffset());
    }
    return zip64.flip();
  }

  private static short needed(DirectoryEntry entry) {
    return entry.method() == Zip.DEFLATED ? (short) Zip.NEEDS_DEFLATION : 0;
  }

  private static ByteBuffer allocate(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
