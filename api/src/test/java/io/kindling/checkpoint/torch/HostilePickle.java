package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.zip.TorchArchive;
import io.kindling.checkpoint.zip.TorchArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Pickles, instruction by instruction, in sound archives with one storage of six floats. A
 * character is a byte.
 *
 * @param instructions all between the protocol and the end
 */
record HostilePickle(String instructions) {
  static final String ORDERED_DICT = "ccollections\nOrderedDict\n)R";
  static final String STORAGE = storage("ctorch\nFloatStorage\n", text("0"), text("cpu"), "K\6");
  static final String SIZE = "K\2K\3\u0086";
  static final String STRIDE = "K\3K\1\u0086";
  static final String REST = "\u0089" + ORDERED_DICT;

  /** Short, for the names of tests. */
  @Override
  public String toString() {
    return "a pickle";
  }

  /** A file with it. */
  byte[] file() {
    return file(instructions);
  }

  /** A string in Latin 1. */
  static String text(String value) {
    return "X" + littleEndian(value.length()) + value;
  }

  /** Four bytes. */
  static String littleEndian(int value) {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A number of 64 bits. */
  static String number(long value) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return "\u008a\b" + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static String storage(String type, String key, String location, String numel) {
    return "(" + text("storage") + type + key + location + numel + "tQ";
  }

  static String tensor(String storage, String offset, String size, String stride, String rest) {
    return "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + offset + size + stride + rest + "tR";
  }

  /** A tensor of another shape. */
  static String view(String offset, String size, String stride) {
    return tensor(STORAGE, offset, size, stride, REST);
  }

  /** A state dict with one value. */
  static String state(String value) {
    return "}" + text("weight") + value + "s";
  }

  /** A file with such a pickle. */
  static byte[] file(String instructions) {
    return file(instructions, 24);
  }

  /** A file with such a pickle, and a storage of so many bytes. */
  static byte[] file(String instructions, int storageBytes) {
    return file(instructions, storageBytes, Map.of());
  }

  /** A TorchScript archive with such a pickle. */
  static byte[] script(String instructions) {
    return file(instructions, 24, Map.of(TorchArchive.CONSTANTS, "\u0080\2)."));
  }

  private static byte[] file(String instructions, int storageBytes, Map<String, String> more) {
    byte[] pickle = ("\u0080\2" + instructions + ".").getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      TorchArchiveWriter writer = new TorchArchiveWriter(bytes, "model");
      writer.add(TorchArchive.PICKLE, ByteBuffer.wrap(pickle));
      writer.add("data/0", ByteBuffer.allocate(storageBytes));
      for (Map.Entry<String, String> record : more.entrySet()) {
        byte[] contents = record.getValue().getBytes(StandardCharsets.ISO_8859_1);
        writer.add(record.getKey(), ByteBuffer.wrap(contents));
      }
      writer.add("version", ByteBuffer.wrap("3\n".getBytes(StandardCharsets.US_ASCII)));
      writer.finish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
