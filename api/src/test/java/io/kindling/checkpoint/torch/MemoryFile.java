package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.zip.ByteSource;
import io.kindling.core.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Torch files that are not on a disk, for tests that read a great many. */
public final class MemoryFile {
  /** What errors call them. */
  public static final Path NAME = Path.of("model.pt");

  private MemoryFile() {}

  static TorchFile open(byte[] bytes) throws IOException {
    return open(bytes, Unknown.KEEP);
  }

  static TorchFile open(byte[] bytes, Unknown unknown) throws IOException {
    return TorchFile.of(NAME, ByteSource.of(ByteBuffer.wrap(bytes)), () -> {}, unknown, null);
  }

  /** As {@link TorchFile#load(Path)} does. */
  public static Map<String, TensorData> load(byte[] bytes) throws IOException {
    try (TorchFile file = open(bytes)) {
      return file.load();
    }
  }

  /** The names of the state that an entry is. */
  static Set<String> part(byte[] bytes, String entry) throws IOException {
    ByteSource source = ByteSource.of(ByteBuffer.wrap(bytes));
    try (TorchFile file = TorchFile.of(NAME, source, () -> {}, Unknown.KEEP, entry)) {
      return file.modelState().keySet();
    }
  }

  /** What {@link TorchFile#remarks} and {@link TorchFile#modelState} make of it. */
  public static int unread(byte[] bytes) throws IOException {
    try (TorchFile file = open(bytes)) {
      return file.remarks().size() + file.modelState().size();
    }
  }

  /** As {@link TorchFile#loadTree(Path)} does. */
  public static Map<String, @Nullable Object> loadTree(byte[] bytes) throws IOException {
    try (TorchFile file = open(bytes)) {
      return file.loadTree(Set.of());
    }
  }
}
