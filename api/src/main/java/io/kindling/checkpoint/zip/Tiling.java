package io.kindling.checkpoint.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records must cover a file from its first byte to the central directory: no gap that could hide
 * something, no overlap that could make much of little. (A. Fifield, A better zip bomb, 2019.)
 */
final class Tiling {
  private Tiling() {}

  /** {@return where the data of every record begins, by its full name} */
  static Map<String, Long> check(
      ArchiveBytes bytes, List<DirectoryEntry> entries, long directoryOffset) throws IOException {
    List<DirectoryEntry> ordered = new ArrayList<>(entries);
    ordered.sort(Comparator.comparingLong(DirectoryEntry::localOffset));
    Map<String, Long> offsets = new HashMap<>();
    long at = 0;
    for (int i = 0; i < ordered.size(); i++) {
      DirectoryEntry entry = ordered.get(i);
      boolean last = i + 1 == ordered.size();
      long end = last ? directoryOffset : ordered.get(i + 1).localOffset();
      if (entry.localOffset() != at || end - at < Zip.LOCAL_HEADER_BYTES || end > directoryOffset) {
        throw bytes.damaged(
            "records must lie one after the other, before the central directory",
            entry.shownName() + " from " + entry.localOffset() + " to " + end,
            at,
            "no gap, and nothing beyond " + directoryOffset);
      }
      offsets.put(entry.name(), LocalHeader.check(bytes, entry, end));
      at = end;
    }
    return offsets;
  }
}
