package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive of whole files, such as Stable-Baselines3 writes: one of them can be read where it
 * is, if it is stored and not compressed. Only one level: what is in that file is for its own
 * reader.
 */
public final class FilesArchive {
  private static final Pattern MODEL = Pattern.compile("(?i).+\\.(pt|pth|bin|ckpt)");

  private final ArchiveBytes bytes;
  private final ByteSource source;
  private final Map<String, ZipRecord> files = new HashMap<>();

  private FilesArchive(ArchiveBytes bytes, ByteSource source, CentralDirectory directory) {
    this.bytes = bytes;
    this.source = source;
    directory.records().values().forEach(file -> files.put(file.name(), file));
  }

  /** Whether a file in an archive is called as torch files are. */
  static boolean isModel(String name) {
    return MODEL.matcher(name).matches();
  }

  /** What to do with a compressed file. */
  static String unzip(String file) {
    String name = Printable.piece(file);
    return "unzip the archive and take the file itself, as with kindling inspect " + name;
  }

  /**
   * Opens an archive of files.
   *
   * @param name what errors call it
   * @param source its bytes, which must not change
   * @param limits how large its parts may be
   * @return the archive; null if it is another file, a torch archive among them
   * @throws IOException if the bytes cannot be read
   * @throws CheckpointException if it is damaged or beyond the limits
   */
  public static @Nullable FilesArchive of(String name, ByteSource source, ZipLimits limits)
      throws IOException {
    ArchiveBytes bytes = new ArchiveBytes(name, source);
    if (bytes.size() < Zip.END_BYTES || bytes.read(0, 4).getInt(0) != Zip.LOCAL_HEADER) {
      return null;
    }
    Set<String> names = DirectoryNames.read(bytes, limits).keySet();
    if (ForeignZip.hasPickle(names) || names.stream().noneMatch(FilesArchive::isModel)) {
      return null;
    }
    return new FilesArchive(bytes, source, CentralDirectory.readFiles(bytes, limits));
  }

  /**
   * {@return the file that a way into the archive begins with, the longest}
   *
   * @param entry a file's name, or one with a dot and more behind it
   * @throws CheckpointException if there is none
   */
  public String fileOf(String entry) {
    for (int end = entry.length(); end > 0; end = entry.lastIndexOf('.', end - 1)) {
      if (files.containsKey(entry.substring(0, end))) {
        return entry.substring(0, end);
      }
    }
    String models =
        files.keySet().stream()
            .filter(FilesArchive::isModel)
            .sorted()
            .limit(10)
            .map(Printable::piece)
            .collect(Collectors.joining(", "));
    throw bytes.refused(
        "the archive must have the file that an entry begins with",
        Printable.quoted(entry) + ", which is none,",
        0,
        "one of " + models,
        "choose one of them, with the ending of its name");
  }

  /**
   * Finds a file's bytes, and checks their sum.
   *
   * @param file its name
   * @return its bytes, where they are in the archive
   * @throws IOException if reading fails
   * @throws CheckpointException if there is no such file, or a compressed or damaged one
   */
  public ByteSource open(String file) throws IOException {
    @Nullable ZipRecord record = files.get(file);
    if (record == null) {
      throw bytes.refused(
          "the archive must have the file",
          "no " + Printable.piece(file) + ", before the end",
          bytes.size(),
          "one of those that it has",
          "unzip -l shows them");
    }
    if (record.deflated()) {
      throw bytes.refused(
          "a file in an archive must be stored, not compressed",
          Printable.piece(file) + ", compressed,",
          record.offset(),
          "its bytes as they are",
          unzip(file));
    }
    new RecordReader(bytes).read(record, piece -> {});
    return new Part(source, record.offset(), record.size());
  }

  /** Some of the bytes of another source. */
  private record Part(ByteSource whole, long begin, long size) implements ByteSource {
    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
      if (offset > size - into.remaining()) {
        throw new EOFException();
      }
      whole.read(begin + offset, into);
    }
  }
}
