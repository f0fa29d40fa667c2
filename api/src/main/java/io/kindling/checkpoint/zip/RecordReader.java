package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads records' data and checks its sum, which neither torch nor {@code ZipFile} does. */
final class RecordReader {
  private static final int PIECE_BYTES = 1 << 20;

  private final ArchiveBytes bytes;
  private @Nullable ByteBuffer piece;

  RecordReader(ArchiveBytes bytes) {
    this.bytes = bytes;
  }

  /** The whole of a record, which the caller has found small enough. */
  ByteBuffer read(ZipRecord record) throws IOException {
    checkStored(record);
    ByteBuffer data = bytes.read(record.offset(), (int) record.size());
    CRC32 crc = new CRC32();
    crc.update(data.duplicate());
    checkSum(record, crc);
    return data;
  }

  void read(ZipRecord record, Pieces pieces) throws IOException {
    checkStored(record);
    CRC32 crc = new CRC32();
    readRaw(
        record,
        data -> {
          crc.update(data.duplicate());
          pieces.accept(data);
        });
    checkSum(record, crc);
  }

  void readRaw(ZipRecord record, Pieces pieces) throws IOException {
    long end = record.offset() + record.compressedSize();
    for (long at = record.offset(); at < end; at += PIECE_BYTES) {
      ByteBuffer data = piece().limit((int) Math.min(PIECE_BYTES, end - at));
      bytes.read(at, data);
      pieces.accept(data.flip());
    }
  }

  /**
   * A direct buffer, because a channel would copy through one; one, because they are freed late.
   */
  private ByteBuffer piece() {
    if (piece == null) {
      piece = ByteBuffer.allocateDirect((int) Math.min(PIECE_BYTES, bytes.size()));
    }
    return piece.clear().order(ByteOrder.LITTLE_ENDIAN);
  }

  void checkStored(ZipRecord record) {
    if (record.deflated()) {
      throw bytes.refused(
          "record " + Printable.piece(record.name()) + " must be stored",
          "a deflated one",
          record.offset(),
          "no compression, as torch.save writes",
          "load it in torch and torch.save it again");
    }
  }

  private void checkSum(ZipRecord record, CRC32 crc) throws CheckpointException {
    if ((int) crc.getValue() != record.crc()) {
      throw bytes.damaged(
          "record " + Printable.piece(record.name()) + " must have its CRC-32",
          ArchiveBytes.hex(crc.getValue()),
          record.offset(),
          ArchiveBytes.hex(record.crc() & Zip.ELSEWHERE_32));
    }
  }
}
