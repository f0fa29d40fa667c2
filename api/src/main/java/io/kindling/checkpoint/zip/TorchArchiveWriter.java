package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the zip archive of a torch file, byte for byte as torch lays it out: data at multiples of
 * 64, sizes and sums behind it, a zip64 end always. In one pass: nothing is held in memory but the
 * directory, and nothing is gone back to.
 *
 * <p>What it writes can be read within {@link ZipLimits#DEFAULT}; what could not be, it refuses.
 */
public final class TorchArchiveWriter {
  private final ArchiveSink out;
  private final String root;
  private final List<DirectoryEntry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private boolean finished;

  /**
   * Begins an archive.
   *
   * @param out where it goes; neither flushed nor closed but by the caller
   * @param root the folder that all records are in
   */
  public TorchArchiveWriter(WritableByteChannel out, String root) {
    this.out = new ArchiveSink(out);
    this.root = root;
  }

  /**
   * Begins an archive.
   *
   * @param out where it goes; neither flushed nor closed but by the caller
   * @param root the folder that all records are in
   */
  public TorchArchiveWriter(OutputStream out, String root) {
    this(Channels.newChannel(out), root);
  }

  /** Writes a record's bytes. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes exactly as many bytes as were announced.
     *
     * @param sink takes all of every buffer that it is given
     * @throws IOException if that fails
     */
    void writeTo(WritableByteChannel sink) throws IOException;
  }

  /**
   * {@return the root that torch uses for a file: its name without the ending, or {@code archive}
   * where that would be no name}
   *
   * @param file the file
   */
  public static String rootOf(Path file) {
    @Nullable Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    String base = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    // room for the names of records behind it
    ZipLimits half = ZipLimits.DEFAULT.withNameBytes(ZipLimits.DEFAULT.nameBytes() / 2);
    return RecordName.fault(base + "/x", half) == null ? base : "archive";
  }

  /**
   * Adds a record.
   *
   * @param name its name, without the root
   * @param contents its bytes, from position to limit; the position stays
   * @throws IOException if writing fails
   * @throws CheckpointException if no reader would take it
   */
  public void add(String name, ByteBuffer contents) throws IOException {
    add(name, contents.remaining(), sink -> sink.write(contents.duplicate()));
  }

  /**
   * Adds a record of any size.
   *
   * @param name its name, without the root
   * @param size how many bytes it has
   * @param body writes them
   * @throws IOException if writing fails
   * @throws CheckpointException if no reader would take it
   */
  public void add(String name, long size, Body body) throws IOException {
    // torch leaves the descriptor out of an empty record
    int flags = size == 0 ? Zip.FLAG_UTF8 : Zip.FLAG_UTF8 | Zip.FLAG_DESCRIPTOR;
    begin(fullName(name, size), flags, Zip.STORED, size, size);
    RecordSink sink = new RecordSink(out, size);
    body.writeTo(sink);
    end(sink.finish());
  }

  /**
   * Adds a record as another archive has it, compressed.
   *
   * @param record the other archive's record
   * @param body writes its bytes as they are there
   * @throws IOException if writing fails
   * @throws CheckpointException if no reader would take it
   */
  public void addRaw(ZipRecord record, Body body) throws IOException {
    if (!record.deflated()) {
      add(record.name(), record.size(), body);
      return;
    }
    String name = fullName(record.name(), record.size());
    int flags = Zip.FLAG_UTF8 | Zip.FLAG_DESCRIPTOR;
    begin(name, flags, Zip.DEFLATED, record.compressedSize(), record.size());
    RecordSink sink = new RecordSink(out, record.compressedSize());
    body.writeTo(sink);
    sink.finish();
    end(record.crc());
  }

  /**
   * Writes the central directory. Nothing can be added after it.
   *
   * @throws IOException if writing fails
   */
  public void finish() throws IOException {
    checkOpen();
    finished = true;
    long offset = out.position();
    for (DirectoryEntry entry : entries) {
      out.write(ZipEncoder.directoryEntry(entry));
    }
    out.write(ZipEncoder.end(entries.size(), offset, out.position() - offset));
    out.flush();
  }

  private void begin(String name, int flags, int method, long compressedSize, long size)
      throws IOException {
    var entry = new DirectoryEntry(name, flags, method, 0, compressedSize, size, out.position());
    entries.add(entry);
    out.write(ZipEncoder.localHeader(entry));
  }

  private void end(int crc) throws IOException {
    int last = entries.size() - 1;
    DirectoryEntry entry = entries.get(last).withCrc(crc);
    entries.set(last, entry);
    if (entry.hasDescriptor()) {
      out.write(ZipEncoder.descriptor(entry));
    }
  }

  private String fullName(String name, long size) {
    checkOpen();
    String full = root + "/" + name;
    @Nullable String fault = RecordName.fault(full, ZipLimits.DEFAULT);
    if (fault == null && !names.add(full)) {
      fault = "is there already";
    }
    if (entries.size() == ZipLimits.DEFAULT.entries()) {
      fault = "comes after " + ZipLimits.DEFAULT.entries() + " others";
    }
    if (name.equals(TorchArchive.PICKLE) && size > ZipLimits.DEFAULT.pickleBytes()) {
      fault = "has " + size + " bytes, more than " + ZipLimits.DEFAULT.pickleBytes();
    }
    if (fault != null) {
      throw new CheckpointException(
          "save",
          "every record must be one that can be read",
          Printable.piece(full) + ", which " + fault,
          "a new and plain name, within the limits",
          null);
    }
    return full;
  }

  private void checkOpen() {
    if (finished) {
      throw new IllegalStateException("the archive is finished");
    }
  }
}
