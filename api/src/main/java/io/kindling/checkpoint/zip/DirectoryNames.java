package io.kindling.checkpoint.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names in a directory, whatever else may be wrong with it: enough to say what an archive is,
 * not to read it.
 */
final class DirectoryNames {
  private static final int METHOD = 10;
  private static final int NAME_BYTES = 28;
  private static final int EXTRA_BYTES = 30;
  private static final int COMMENT_BYTES = 32;

  /** More names tell no more. */
  private static final int MOST = 1000;

  private DirectoryNames() {}

  /** The names in their order, each with the method by which its bytes are compressed. */
  static Map<String, Integer> read(ArchiveBytes bytes, ZipLimits limits) throws IOException {
    EndOfDirectory end = EndOfDirectory.read(bytes, limits);
    ByteBuffer directory = bytes.read(end.offset(), (int) end.size()); // end is within the limits
    Map<String, Integer> names = new LinkedHashMap<>();
    while (directory.remaining() >= Zip.DIRECTORY_ENTRY_BYTES && names.size() < MOST) {
      int at = directory.position();
      int length = u16(directory, at + NAME_BYTES);
      int rest = u16(directory, at + EXTRA_BYTES) + u16(directory, at + COMMENT_BYTES);
      int nameAt = at + Zip.DIRECTORY_ENTRY_BYTES;
      if (directory.getInt(at) != Zip.DIRECTORY_ENTRY
          || length + rest > directory.limit() - nameAt) {
        break;
      }
      String name = StandardCharsets.UTF_8.decode(directory.slice(nameAt, length)).toString();
      names.put(name, u16(directory, at + METHOD));
      directory.position(nameAt + length + rest);
    }
    return names;
  }

  private static int u16(ByteBuffer directory, int at) {
    return directory.getShort(at) & Zip.ELSEWHERE_16;
  }
}
