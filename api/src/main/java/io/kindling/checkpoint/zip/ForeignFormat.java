package io.kindling.checkpoint.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Names files that are no torch archives by their first bytes, never by their names. */
final class ForeignFormat {
  private static final String RESAVE =
      "load it in torch >= 1.6 and torch.save its state_dict() again";
  private static final String EXPORT = "save a state_dict() with torch.save instead";
  private static final int TAR_MAGIC_OFFSET = 257;
  private static final int HEAD = 512;
  private static final int SHOWN = 8;
  private static final long MAX_SAFETENSORS_HEADER = 100_000_000;

  /**
   * Signatures in the order in which they are looked for: the longer before what it begins with.
   */
  private static final List<ForeignFormat> KNOWN =
      List.of(
          // pickle protocol 2, LONG1 of 10 bytes: 0x1950a86a20f9469cfc6c
          at(0, "80028a0a6cfc9c46f920", "a legacy torch.save stream", resaveAsZip()),
          at(0, text("PYTORCH1"), "a file of the PyTorch 1.0 preview", RESAVE),
          at(TAR_MAGIC_OFFSET, text("ustar"), "a tar file, as torch before 0.1.10 wrote", RESAVE),
          at(0, "894844460d0a1a0a", "an HDF5 file", EXPORT),
          at(0, "1f8b", "a gzip file", "unpack it first"),
          at(0, "377abcaf271c", "a 7z file", "unpack it first, if you trust it"),
          at(0, text("PK\5\6"), "an empty zip file", "save the model again"),
          at(
              0,
              text("version https://git-lfs"),
              "a Git LFS pointer",
              "fetch it with git lfs pull"));

  private final int offset;
  private final byte[] signature;
  private final String name;
  private final String remedy;

  private ForeignFormat(int offset, byte[] signature, String name, String remedy) {
    this.offset = offset;
    this.signature = signature;
    this.name = name;
    this.remedy = remedy;
  }

  private static ForeignFormat at(int offset, String hex, String name, String remedy) {
    return new ForeignFormat(offset, HexFormat.of().parseHex(hex), name, remedy);
  }

  private static String text(String signature) {
    return HexFormat.of().formatHex(signature.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String resaveAsZip() {
    return "re-save it with torch.save(..., _use_new_zipfile_serialization=True) in torch >= 1.6";
  }

  /** Refuses what does not begin as a torch archive does: with a local header. */
  static void refuse(ArchiveBytes bytes) throws IOException {
    String rule = "the file must be a zip archive of torch.save";
    String expected = "a local header: the bytes 50 4b 03 04";
    if (bytes.size() == 0) {
      throw bytes.refused(rule, "an empty file, which ends", 0, expected, "save the model again");
    }
    ByteBuffer head = bytes.read(0, (int) Math.min(HEAD, bytes.size()));
    if (head.limit() >= Integer.BYTES && head.getInt(0) == Zip.LOCAL_HEADER) {
      return;
    }
    for (ForeignFormat format : KNOWN) {
      if (format.matches(head)) {
        throw bytes.refused(rule, format.name, format.offset, expected, format.remedy);
      }
    }
    if (isSafeTensors(head, bytes.size())) {
      throw bytes.refused(rule, "a safetensors file", 0, expected, "read it as safetensors");
    }
    if (isPickle(head)) {
      throw bytes.refused(rule, "a bare pickle", 0, expected, EXPORT);
    }
    byte[] first = new byte[Math.min(SHOWN, head.limit())];
    head.get(0, first);
    throw bytes.damaged(
        rule, "the bytes " + HexFormat.ofDelimiter(" ").formatHex(first), 0, expected);
  }

  private boolean matches(ByteBuffer head) {
    return head.limit() >= offset + signature.length
        && head.slice(offset, signature.length).equals(ByteBuffer.wrap(signature));
  }

  /** The length of a JSON object, and the object. */
  private static boolean isSafeTensors(ByteBuffer head, long size) {
    if (head.limit() <= Long.BYTES || head.get(Long.BYTES) != '{') {
      return false;
    }
    long length = head.getLong(0);
    return length >= 2 && length <= Math.min(MAX_SAFETENSORS_HEADER, size - Long.BYTES);
  }

  /** PROTO, and one of the protocols that have it. */
  private static boolean isPickle(ByteBuffer head) {
    return head.limit() >= 2 && head.get(0) == (byte) 0x80 && head.get(1) >= 2 && head.get(1) <= 5;
  }
}
