package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A torch file as the zip archive that it is, open for reading: a root folder with {@code
 * data.pkl}, {@code version} and the storages {@code data/0}, {@code data/1} and so on.
 *
 * <p>Opening reads the directory and the records' headers, not the records; so it takes as long for
 * a large file as for a small one. It refuses whatever two readers could see differently. Names are
 * only names: nothing is ever looked up in or written to the file system by them.
 *
 * <p>For one thread at a time.
 */
public final class TorchArchive {
  /** The record that describes everything else. */
  public static final String PICKLE = "data.pkl";

  /** A record that only TorchScript archives have, those of C++ {@code torch::save} among them. */
  public static final String CONSTANTS = "constants.pkl";

  private final ArchiveBytes bytes;
  private final CentralDirectory directory;
  private final RecordReader reader;

  private TorchArchive(ArchiveBytes bytes, CentralDirectory directory, RecordReader reader) {
    this.bytes = bytes;
    this.directory = directory;
    this.reader = reader;
  }

  /**
   * Opens an archive.
   *
   * @param name what errors call it
   * @param source its bytes, which must not change while it is read; not closed with it
   * @param limits how large its parts may be
   * @return the archive
   * @throws IOException if the bytes cannot be read
   * @throws CheckpointException if it is no such archive, a damaged one, or beyond the limits
   */
  public static TorchArchive of(String name, ByteSource source, ZipLimits limits)
      throws IOException {
    ArchiveBytes bytes = new ArchiveBytes(name, source);
    ForeignFormat.refuse(bytes);
    try {
      return open(bytes, limits);
    } catch (CheckpointException e) {
      // it may be sound, but something else
      TextConversion.refuse(bytes);
      ForeignZip.refuse(bytes, limits);
      throw e;
    }
  }

  private static TorchArchive open(ArchiveBytes bytes, ZipLimits limits) throws IOException {
    CentralDirectory directory = CentralDirectory.read(bytes, limits);
    RecordReader reader = new RecordReader(bytes);
    var archive = new TorchArchive(bytes, directory, reader);
    new Markers(archive, bytes, limits).check();
    return archive;
  }

  /** {@return the folder that all records are in} */
  public String root() {
    return directory.root();
  }

  /** {@return the records, in the directory's order} */
  public List<ZipRecord> records() {
    return List.copyOf(directory.records().values());
  }

  /**
   * {@return the record of a name, or null if there is none}
   *
   * @param name a name without the root
   * @throws CheckpointException if there is one in other case, which only some readers would find
   */
  public @Nullable ZipRecord find(String name) {
    @Nullable ZipRecord record = directory.records().get(RecordName.folded(name));
    if (record != null && !record.name().equals(name)) {
      throw bytes.damaged(
          "a record must be named as it is asked for",
          Printable.piece(record.name()),
          record.offset(),
          Printable.piece(name));
    }
    return record;
  }

  /**
   * {@return the record of a name, which must be there, and not compressed: what it is said to have
   * of bytes the file has}
   *
   * @param name a name without the root
   * @throws CheckpointException if there is no such record, or it is compressed
   */
  public ZipRecord stored(String name) {
    ZipRecord record = record(name);
    reader.checkStored(record);
    return record;
  }

  /** {@return whether this is a TorchScript archive, as C++ {@code torch::save} writes them too} */
  public boolean isScript() {
    return find(CONSTANTS) != null;
  }

  /**
   * Reads a small record whole.
   *
   * @param name its name, without the root
   * @param max how many bytes it may have
   * @return its bytes, in a new buffer of little-endian order
   * @throws IOException if reading fails
   * @throws CheckpointException if there is no such record, or a larger, compressed or damaged one
   */
  public ByteBuffer read(String name, long max) throws IOException {
    ZipRecord record = record(name);
    if (record.size() > Math.min(max, Integer.MAX_VALUE - Long.BYTES)) {
      throw bytes.refused(
          "record " + Printable.piece(name) + " must not be too large",
          record.size() + " bytes",
          record.offset(),
          "at most " + max,
          "save the model again");
    }
    return reader.read(record);
  }

  /**
   * Reads a record of any size, piece by piece.
   *
   * @param name its name, without the root
   * @param pieces takes the bytes in their order; they are only right if this method returns, and
   *     it must not read from this archive itself
   * @throws IOException if reading fails, or what takes the pieces does
   * @throws CheckpointException if there is no such record, or a compressed or damaged one
   */
  public void read(String name, Pieces pieces) throws IOException {
    reader.read(record(name), pieces);
  }

  /**
   * Reads the bytes that a record takes in the file, compressed if it is, without checking them:
   * for passing them on.
   *
   * @param name its name, without the root
   * @param pieces takes the bytes in their order
   * @throws IOException if reading fails, or what takes the pieces does
   * @throws CheckpointException if there is no such record
   */
  public void readRaw(String name, Pieces pieces) throws IOException {
    reader.readRaw(record(name), pieces);
  }

  private ZipRecord record(String name) {
    @Nullable ZipRecord record = find(name);
    if (record == null) {
      throw bytes.damaged(
          "the archive must have a record " + Printable.piece(name),
          directory.records().size() + " others, before the end",
          bytes.size(),
          root() + "/" + Printable.piece(name));
    }
    return record;
  }
}
