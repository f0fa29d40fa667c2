package io.kindling.checkpoint.pickle;

import io.kindling.core.StoredType;

/**
 * A storage of a torch file: the record {@code data/<key>}, which one tensor or several look into.
 *
 * @param dtype what its elements are
 * @param key the record's name: a number in the order of storages, or its place in memory as torch
 *     1.6 to 1.8 have it, or what else names a file
 * @param location the device it was saved from, {@code cpu} or {@code cuda:0}; only a note
 * @param numel how many elements it has
 */
public record StorageReference(StoredType dtype, String key, String location, long numel) {
  /** {@return how many bytes its record must have} */
  public long bytes() {
    return Math.multiplyExact(numel, dtype.bytes());
  }
}
