package io.kindling.checkpoint.pickle;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A pickle that was written, and the records that must go beside it.
 *
 * @param bytes {@code data.pkl}
 * @param storages the storages that it refers to: the one at place i must become the record {@code
 *     data/i}, whatever key it has itself
 */
public record WrittenPickle(ByteBuffer bytes, List<StorageReference> storages) {
  /** Copies the list. */
  public WrittenPickle {
    bytes = bytes.asReadOnlyBuffer();
    storages = List.copyOf(storages);
  }

  /** {@return {@code data.pkl}, from its beginning} */
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }
}
