package io.kindling.libtorch.state;

import java.io.ByteArrayOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.ArchiveWriter;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.jspecify.annotations.Nullable;

/** LibTorch's archives as bytes in memory. */
public final class MemoryArchive {
  private MemoryArchive() {}

  /**
   * Writes an archive.
   *
   * @param archive what to write
   * @return the contents of the file that it would be
   * @throws OutOfMemoryError if they do not fit into memory, or are more than 2 GB
   */
  public static byte[] bytes(OutputArchive archive) {
    try (Sink sink = new Sink()) {
      archive.save_to(sink);
      return sink.toByteArray();
    }
  }

  /**
   * Reads an archive. A tensor in it holds its own memory.
   *
   * @param contents what {@link #bytes} returned, or a file's contents
   * @return the archive, which the caller closes
   */
  public static InputArchive read(byte[] contents) {
    InputArchive archive = new InputArchive();
    try (BytePointer memory = new BytePointer(contents)) {
      archive.load_from(memory, contents.length);
    }
    return archive;
  }

  /**
   * Where LibTorch writes to. It always claims success: LibTorch's writer answers a failure by
   * ending the process.
   */
  private static final class Sink extends ArchiveWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable OutOfMemoryError failure;

    byte[] toByteArray() {
      if (failure != null) {
        throw failure;
      }
      return bytes.toByteArray();
    }

    @Override
    public long call(Pointer data, long size) {
      try {
        if (size > 0 && failure == null) {
          byte[] chunk = new byte[Math.toIntExact(size)];
          new BytePointer(data).get(chunk);
          bytes.writeBytes(chunk);
        }
      } catch (ArithmeticException e) {
        failure = new OutOfMemoryError("an archive of more than 2 GB");
      } catch (OutOfMemoryError e) {
        failure = e;
      }
      return size;
    }
  }
}
