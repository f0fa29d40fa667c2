package io.kindling.checkpoint.zip;

import java.util.Arrays;
import java.util.List;

/**
 * Records must cover a file from its first byte to the central directory: no gap that could hide
 * something, no overlap that could make much of little. (A. Fifield, A better zip bomb, 2019.)
 */
final class Tiling {
  private final ArchiveBytes bytes;
  private final long directoryOffset;

  /** Where records begin, in the file's order, which need not be the directory's. */
  private final long[] begins;

  Tiling(ArchiveBytes bytes, List<DirectoryEntry> entries, long directoryOffset) {
    this.bytes = bytes;
    this.directoryOffset = directoryOffset;
    begins = new long[entries.size()];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = entries.get(i).localOffset();
    }
    Arrays.sort(begins);
  }

  /** {@return where a record must end, as the next one, or the directory, begins there} */
  long end(DirectoryEntry entry) {
    long begin = entry.localOffset();
    int at = Arrays.binarySearch(begins, begin);
    long end = at + 1 < begins.length ? begins[at + 1] : directoryOffset;
    boolean shared = at > 0 && begins[at - 1] == begin;
    boolean tooShort = end - begin < Zip.LOCAL_HEADER_BYTES;
    if (begins[0] != 0 || shared || tooShort || end > directoryOffset) {
      throw bytes.damaged(
          "records must lie one after the other, before the central directory",
          entry.shownName() + " from " + begin + " to " + end,
          begin,
          "no gap, and nothing beyond " + directoryOffset);
    }
    return end;
  }
}
