package io.kindling.checkpoint.pickle;

/**
 * Elements of a storage that are a storage to those who look into it, as files of the first torch
 * versions have them.
 *
 * @param storage whose elements they are
 * @param offset the first of them
 * @param numel how many
 */
record StorageView(StorageReference storage, long offset, long numel) {
  /** All of a storage. */
  static StorageView whole(StorageReference storage) {
    return new StorageView(storage, 0, storage.numel());
  }

  /** The storage, or the view of one, that a tensor's first argument is. */
  static StorageView of(Arguments arguments) {
    return arguments.is(0, StorageView.class)
        ? arguments.get(0, StorageView.class, "a storage")
        : whole(arguments.get(0, StorageReference.class, "a storage"));
  }
}
