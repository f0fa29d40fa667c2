package io.kindling.checkpoint.zip;

import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the central directory says, all of it checked against the local headers.
 *
 * @param root the folder that all records are in
 * @param records the records by their folded names without the root, in the directory's order
 */
record CentralDirectory(String root, Map<String, ZipRecord> records) {
  static CentralDirectory read(ArchiveBytes bytes, ZipLimits limits) throws IOException {
    return read(bytes, limits, true);
  }

  /** The same of an archive of files, which need not be in a folder. */
  static CentralDirectory readFiles(ArchiveBytes bytes, ZipLimits limits) throws IOException {
    return read(bytes, limits, false);
  }

  private static CentralDirectory read(ArchiveBytes bytes, ZipLimits limits, boolean rooted)
      throws IOException {
    EndOfDirectory end = EndOfDirectory.read(bytes, limits);
    List<DirectoryEntry> entries = entries(bytes, limits, end, rooted);
    Map<String, Long> offsets = Tiling.check(bytes, entries, end.offset());
    Map<String, ZipRecord> records = new LinkedHashMap<>();
    for (DirectoryEntry entry : entries) {
      String name = rooted ? entry.nameInRoot() : entry.name();
      long offset = offsets.getOrDefault(entry.name(), 0L);
      records.put(RecordName.folded(name), entry.record(name, offset));
    }
    return new CentralDirectory(rooted ? entries.get(0).root() : "", records);
  }

  private static List<DirectoryEntry> entries(
      ArchiveBytes bytes, ZipLimits limits, EndOfDirectory end, boolean rooted) throws IOException {
    ByteBuffer directory = bytes.read(end.offset(), (int) end.size()); // end is within the limits
    var reader = new DirectoryEntryReader(bytes, limits, directory, end.offset(), rooted);
    List<DirectoryEntry> entries = new ArrayList<>((int) end.entries());
    Set<String> names = new HashSet<>();
    for (long i = 0; i < end.entries(); i++) {
      long at = end.offset() + directory.position();
      DirectoryEntry entry = reader.next();
      entries.add(entry);
      if (!names.add(RecordName.folded(entry.name()))) {
        // torch takes the first data/0 but the second data.pkl, ZipFile always the last; and to
        // torch DATA/0 is data/0, but not to ZipFile
        throw bytes.damaged(
            "records must have different names, whatever their case",
            entry.shownName() + " again",
            at,
            "a new name");
      }
      if (rooted && !entry.root().equals(entries.get(0).root())) {
        throw bytes.damaged(
            "all records must be in one root folder",
            entry.shownName(),
            at,
            "a name in " + Printable.piece(entries.get(0).root()));
      }
    }
    if (directory.hasRemaining()) {
      throw bytes.damaged(
          "the central directory must hold its entries and nothing else",
          directory.remaining() + " more bytes",
          end.offset() + directory.position(),
          end.entries() + " entries");
    }
    return entries;
  }
}
