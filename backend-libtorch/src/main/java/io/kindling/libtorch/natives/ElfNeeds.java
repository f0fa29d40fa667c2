package io.kindling.libtorch.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * By which names a Linux library asks for others, read from the library itself.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/elf.5.html">elf(5)</a>
 */
final class ElfNeeds {
  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final int LOADED = 1;
  private static final int DYNAMIC = 2;
  private static final long NEEDED = 1;
  private static final long NAMES = 5;

  private final FileChannel file;
  private final ByteBuffer segments;

  private ElfNeeds(FileChannel file) throws IOException {
    this.file = file;
    ByteBuffer header = bytes(0, HEADER);
    if (header.getInt(0) != 0x464c457f || header.get(4) != 2 || header.get(5) != 1) {
      throw new IOException("not a 64-bit little-endian ELF file");
    }
    this.segments = bytes(header.getLong(32), SEGMENT * header.getShort(56));
  }

  /**
   * Reads a library.
   *
   * @param library its file
   * @return the names, in the library's order
   * @throws IOException if it cannot be read or is none
   */
  static List<String> of(Path library) throws IOException {
    try (FileChannel file = FileChannel.open(library)) {
      return new ElfNeeds(file).names();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("broken ELF file " + library, e);
    }
  }

  private List<String> names() throws IOException {
    List<Long> needed = new ArrayList<>();
    long table = 0;
    for (int at = 0; at < segments.limit(); at += SEGMENT) {
      if (segments.getInt(at) == DYNAMIC) {
        ByteBuffer entries =
            bytes(segments.getLong(at + 8), Math.toIntExact(segments.getLong(at + 32)));
        while (entries.remaining() >= 16) {
          long tag = entries.getLong();
          long value = entries.getLong();
          if (tag == NEEDED) {
            needed.add(value);
          } else if (tag == NAMES) {
            table = value;
          }
        }
      }
    }
    List<String> names = new ArrayList<>();
    for (long name : needed) {
      names.add(text(position(table) + name));
    }
    return names;
  }

  /** Where in the file the byte is that will be at an address. */
  private long position(long address) throws IOException {
    for (int at = 0; at < segments.limit(); at += SEGMENT) {
      long start = segments.getLong(at + 16);
      if (segments.getInt(at) == LOADED
          && address >= start
          && address < start + segments.getLong(at + 32)) {
        return address - start + segments.getLong(at + 8);
      }
    }
    throw new IOException("an address outside of the file");
  }

  private String text(long position) throws IOException {
    ByteBuffer bytes = bytes(position, (int) Math.min(256, file.size() - position));
    int length = 0;
    while (bytes.get(length) != 0) {
      length++;
    }
    return StandardCharsets.US_ASCII.decode(bytes.limit(length)).toString();
  }

  private ByteBuffer bytes(long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the file is cut short");
      }
    }
    return bytes.flip();
  }
}
