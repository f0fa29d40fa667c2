package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.legacy.LegacyStream;
import io.kindling.checkpoint.pickle.PickleTree;
import io.kindling.checkpoint.pickle.StorageReference;
import io.kindling.checkpoint.zip.Pieces;
import java.io.IOException;
import java.util.Map;

/** A torch file from before version 1.6. */
final class StreamContainer implements TorchContainer {
  private final LegacyStream stream;

  StreamContainer(LegacyStream stream) {
    this.stream = stream;
  }

  @Override
  public boolean isScript() {
    return false;
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  public PickleTree tree() {
    return stream.tree();
  }

  @Override
  public String treePlace() {
    return "in the pickle of the values at byte " + stream.treeOffset();
  }

  @Override
  public Map<String, String> notes() {
    return Map.of();
  }

  @Override
  public long offset(StorageReference storage) {
    return stream.offset(storage);
  }

  @Override
  public void read(StorageReference storage, Pieces pieces) throws IOException {
    stream.read(storage, pieces);
  }
}
