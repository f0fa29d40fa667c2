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
  private static final String EXPORT = "torch.save the state_dict() of the model it comes from";

  /** What to do with a file that holds no weights in any form. */
  static final String WEIGHTS = "take the file that has the weights";

  private static final String UNPACK = "unpack it first";
  private static final String TENSORFLOW =
      "load it in TensorFlow and save its weights with safetensors.tensorflow.save_file";
  private static final int TAR_MAGIC_OFFSET = 257;
  private static final int HEAD = 512;
  private static final int SHOWN = 8;
  private static final long MAX_SAFETENSORS_HEADER = 100_000_000;
  private static final long TABLE_END = 0xdb4775248b80fb57L;

  /**
   * Signatures in the order in which they are looked for: the longer before what it begins with.
   */
  private static final List<ForeignFormat> KNOWN =
      List.of(
          // pickle protocol 2, LONG1 of 10 bytes: 0x1950a86a20f9469cfc6c
          at(0, "80028a0a6cfc9c46f920", "the beginning of a torch.save stream", "copy it again"),
          // the same, whose byte 0a was taken for a line's end, or whose bytes for letters
          at(0, "80028a0d0a6cfc9c46f920", TextConversion.CRLF, TextConversion.REMEDY),
          at(0, "efbfbd02efbfbd0a6c", TextConversion.REPLACED, TextConversion.REMEDY),
          at(0, "c28002c28a0a6c", TextConversion.ENCODED, TextConversion.REMEDY),
          at(0, text("PYTORCH1"), "a file of the PyTorch 1.0 preview", RESAVE),
          at(
              TAR_MAGIC_OFFSET,
              text("ustar"),
              "a tar file, as torch before 0.1.10 wrote,",
              RESAVE + "; another tar file, unpack first"),
          at(0, "894844460d0a1a0a", "an HDF5 file, as Keras writes,", EXPORT),
          at(0, text("\u0093NUMPY"), "a NumPy array", "torch.save a dict of tensors made of it"),
          at(0, text("GGUF"), "a GGUF file of llama.cpp", "take the safetensors it was made from"),
          at(4, text("TFL3"), "a TensorFlow Lite model", EXPORT),
          at(0, text("model_checkpoint_path:"), "TensorFlow's list of checkpoints", TENSORFLOW),
          at(0, "1f8b", "a gzip file", UNPACK),
          at(0, text("BZh"), "a bzip2 file", UNPACK),
          at(0, "fd377a585a00", "an xz file", UNPACK),
          at(0, "28b52ffd", "a zstd file", UNPACK),
          at(0, "377abcaf271c", "a 7z file", "unpack it first, if you trust it"),
          at(0, text("Rar!"), "a RAR file", "unpack it first, if you trust it"),
          at(0, "89504e47", "a PNG image", WEIGHTS),
          at(0, "ffd8ff", "a JPEG image", WEIGHTS),
          at(0, text("%PDF-"), "a PDF document", WEIGHTS),
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

  /** Refuses what does not begin as a torch archive does: with a local header. */
  static void refuse(ArchiveBytes bytes) throws IOException {
    boolean tensors = bytes.isNamed(".safetensors");
    String rule =
        tensors ? "the file must be safetensors" : "the file must be a zip archive of torch.save";
    String expected = tensors ? "the length of a header" : "a local header: the bytes 50 4b 03 04";
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
    if (isOnnx(head)) {
      throw bytes.refused(rule, "an ONNX model", 0, expected, EXPORT);
    }
    if (isTensorFlowTable(bytes)) {
      throw bytes.refused(rule, "a TensorFlow checkpoint", 0, expected, TENSORFLOW);
    }
    ForeignText.refuse(bytes, head, rule, expected);
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

  /** A protocol buffer with ir_version first, 3 to 31, and another of the model's fields. */
  private static boolean isOnnx(ByteBuffer head) {
    return head.limit() > 3
        && head.get(0) == 8
        && head.get(1) >= 3
        && head.get(1) < 32
        && "\u0012\u001a\"(2:B".indexOf(head.get(2)) >= 0;
  }

  /** The end of a table of LevelDB, of which version 1 and the index of version 2 are. */
  private static boolean isTensorFlowTable(ArchiveBytes bytes) throws IOException {
    return bytes.size() >= HEAD / 8
        && bytes.read(bytes.size() - Long.BYTES, Long.BYTES).getLong(0) == TABLE_END;
  }

  /** PROTO, and one of the protocols that have it. */
  private static boolean isPickle(ByteBuffer head) {
    return head.limit() >= 2 && head.get(0) == (byte) 0x80 && head.get(1) >= 2 && head.get(1) <= 5;
  }
}
