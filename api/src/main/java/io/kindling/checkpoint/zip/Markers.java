package io.kindling.checkpoint.zip;

import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the records that make a zip archive one of torch's. */
final class Markers {
  private static final String VERSION = "version";
  private static final String HIDDEN_VERSION = ".data/version";
  private static final String BYTE_ORDER = "byteorder";

  /** What torch 1.13 and LibTorch 2.10 take: 1 to 10, with or without a line's end. */
  private static final Pattern KNOWN_VERSION = Pattern.compile("([1-9]|10)\n?");

  private final TorchArchive archive;
  private final ArchiveBytes bytes;
  private final ZipLimits limits;

  Markers(TorchArchive archive, ArchiveBytes bytes, ZipLimits limits) {
    this.archive = archive;
    this.bytes = bytes;
    this.limits = limits;
  }

  void check() throws IOException {
    checkPickle();
    checkVersion();
    checkByteOrder();
  }

  private void checkPickle() {
    @Nullable ZipRecord pickle = archive.find(TorchArchive.PICKLE);
    if (pickle == null) {
      throw bytes.refused(
          "the archive must have a record data.pkl",
          "other records, before the end",
          bytes.size(),
          archive.root() + "/data.pkl",
          "torch.save the model's state_dict()");
    }
    if (pickle.size() > limits.pickleBytes()) {
      throw bytes.refused(
          "data.pkl must not be too large",
          pickle.size() + " bytes",
          pickle.offset(),
          "at most " + limits.pickleBytes(),
          "torch.save tensors, not lists of numbers");
    }
  }

  private void checkVersion() throws IOException {
    String name = archive.find(HIDDEN_VERSION) == null ? VERSION : HIDDEN_VERSION;
    String version = text(name);
    if (!KNOWN_VERSION.matcher(version).matches()) {
      throw bytes.refused(
          "the archive must be of a known version",
          "version " + Printable.piece(version.strip()),
          offset(name),
          "1 to 10",
          "read it with a newer Kindling, or torch.save it again");
    }
  }

  private void checkByteOrder() throws IOException {
    if (archive.find(BYTE_ORDER) == null) {
      return; // as before torch 2.1: little-endian
    }
    String order = text(BYTE_ORDER);
    if (!order.equals("little")) {
      throw bytes.refused(
          "the archive must be little-endian",
          "byteorder " + Printable.piece(order),
          offset(BYTE_ORDER),
          "little",
          "torch.save it on a little-endian machine");
    }
  }

  private String text(String name) throws IOException {
    return StandardCharsets.ISO_8859_1.decode(archive.read(name, limits.markerBytes())).toString();
  }

  private long offset(String name) {
    @Nullable ZipRecord record = archive.find(name);
    return record == null ? bytes.size() : record.offset();
  }
}
