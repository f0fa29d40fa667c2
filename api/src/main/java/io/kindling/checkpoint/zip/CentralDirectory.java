package io.kindling.checkpoint.zip;

import io.kindling.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    String root = rooted ? RecordName.root(entries.get(0).name()) : "";
    Tiling tiling = new Tiling(bytes, entries, end.offset());
    Window window = new Window(bytes);
    Map<String, ZipRecord> records = new LinkedHashMap<>(2 * entries.size());
    for (DirectoryEntry entry : entries) {
      String name = rooted ? nameIn(root, entry, bytes) : entry.name();
      long offset = LocalHeader.check(bytes, window, entry, tiling.end(entry));
      if (records.put(RecordName.folded(name), entry.record(name, offset)) != null) {
        // torch takes the first data/0 but the second data.pkl, ZipFile always the last; and to
        // torch DATA/0 is data/0, but not to ZipFile
        throw bytes.damaged(
            "records must have different names, whatever their case",
            entry.shownName() + " again",
            entry.localOffset(),
            "a new name");
      }
    }
    return new CentralDirectory(root, records);
  }

  private static String nameIn(String root, DirectoryEntry entry, ArchiveBytes bytes) {
    if (!entry.name().startsWith(root) || entry.name().indexOf('/') != root.length()) {
      throw bytes.damaged(
          "all records must be in one root folder",
          entry.shownName(),
          entry.localOffset(),
          "a name in " + Printable.piece(root));
    }
    return entry.name().substring(root.length() + 1);
  }

  private static List<DirectoryEntry> entries(
      ArchiveBytes bytes, ZipLimits limits, EndOfDirectory end, boolean rooted) throws IOException {
    byte[] directory = bytes.read(end.offset(), (int) end.size()).array(); // within the limits
    var reader = new DirectoryEntryReader(bytes, limits, directory, end.offset(), rooted);
    List<DirectoryEntry> entries = new ArrayList<>((int) end.entries());
    for (long i = 0; i < end.entries(); i++) {
      entries.add(reader.next());
    }
    if (reader.at() < directory.length) {
      throw bytes.damaged(
          "the central directory must hold its entries and nothing else",
          directory.length - reader.at() + " more bytes",
          end.offset() + reader.at(),
          end.entries() + " entries");
    }
    return entries;
  }
}
