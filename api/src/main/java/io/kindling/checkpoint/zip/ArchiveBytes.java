package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A file's bytes under the file's name: reads them, and says where in them something is wrong. */
final class ArchiveBytes {
  static final String DAMAGED =
      "the file is damaged or was not written by torch.save; copy or save it again";

  private final String file;
  private final ByteSource source;
  private final long size;

  ArchiveBytes(String file, ByteSource source) throws IOException {
    this.file = file;
    this.source = source;
    this.size = source.size();
  }

  long size() {
    return size;
  }

  /** Whether errors call it by a name with an ending. */
  boolean isNamed(String ending) {
    return file.endsWith(ending);
  }

  /** Bytes of which the caller knows that the file has them. */
  ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(offset, bytes);
    return bytes.flip();
  }

  void read(long offset, ByteBuffer into) throws IOException {
    try {
      source.read(offset, into);
    } catch (EOFException e) {
      throw shrunk(offset);
    }
  }

  private CheckpointException shrunk(long offset) {
    return damaged("the file must not shrink while it is read", "its end", offset, size + " bytes");
  }

  /** The file contradicts itself or the format. */
  CheckpointException damaged(String rule, String got, long offset, String expected) {
    return refused(rule, got, offset, expected, DAMAGED);
  }

  /** The file may be in order, but is not taken. */
  CheckpointException refused(
      String rule, String got, long offset, String expected, String nextStep) {
    return new CheckpointException(file, rule, got + " at offset " + offset, expected, nextStep);
  }

  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
