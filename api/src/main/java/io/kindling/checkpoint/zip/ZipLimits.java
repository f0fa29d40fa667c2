package io.kindling.checkpoint.zip;

/**
 * How large the parts of a container may be. What they bound is held in memory; the records
 * themselves are not, and may be as large as the file.
 *
 * @param entries how many records
 * @param directoryBytes how long the central directory
 * @param nameBytes how long a record's name, root included, in UTF-8
 * @param pickleBytes how long {@code data.pkl}
 * @param markerBytes how long {@code version} and {@code byteorder}
 */
public record ZipLimits(
    int entries, int directoryBytes, int nameBytes, int pickleBytes, int markerBytes) {
  /** Far above any real file: 65,535 records, 16 MiB of directory, 64 MiB of pickle. */
  public static final ZipLimits DEFAULT = new ZipLimits(65_535, 16 << 20, 1024, 64 << 20, 64);

  /** Checks that there is room for something. */
  public ZipLimits {
    if (Math.min(Math.min(entries, directoryBytes), nameBytes) < 1
        || Math.min(pickleBytes, markerBytes) < 1) {
      throw new IllegalArgumentException("every limit must be at least 1");
    }
  }

  /**
   * {@return the same with another number of records}
   *
   * @param value how many records at most
   */
  public ZipLimits withEntries(int value) {
    return new ZipLimits(value, directoryBytes, nameBytes, pickleBytes, markerBytes);
  }

  /**
   * {@return the same with another length of the directory}
   *
   * @param value how many bytes at most
   */
  public ZipLimits withDirectoryBytes(int value) {
    return new ZipLimits(entries, value, nameBytes, pickleBytes, markerBytes);
  }

  /**
   * {@return the same with another length of names}
   *
   * @param value how many bytes at most
   */
  public ZipLimits withNameBytes(int value) {
    return new ZipLimits(entries, directoryBytes, value, pickleBytes, markerBytes);
  }

  /**
   * {@return the same with another length of the pickle}
   *
   * @param value how many bytes at most
   */
  public ZipLimits withPickleBytes(int value) {
    return new ZipLimits(entries, directoryBytes, nameBytes, value, markerBytes);
  }

  /**
   * {@return the same with another length of the markers}
   *
   * @param value how many bytes at most
   */
  public ZipLimits withMarkerBytes(int value) {
    return new ZipLimits(entries, directoryBytes, nameBytes, pickleBytes, value);
  }
}
