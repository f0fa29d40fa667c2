package io.kindling.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Torch files that PyTorch would not write, record by record. */
final class HostileFile {
  private static final String NOTES =
      """
      {"kindling_model": "linear(1, 1)", "kindling_features": "x", "kindling_targets": "y"}""";

  private final List<Entry> entries = new ArrayList<>();

  /** One record as the archive describes it, which may not be as it is. */
  static final class Entry {
    private final String name;
    private final byte[] data;
    private final int method;
    private final long size;
    private final int crc;
    private final int attributes;
    private final byte[] extra;

    private Entry(
        String name, byte[] data, int method, long size, int crc, int attributes, byte[] extra) {
      this.name = name;
      this.data = data;
      this.method = method;
      this.size = size;
      this.crc = crc;
      this.attributes = attributes;
      this.extra = extra;
    }

    static Entry of(String name, byte[] data) {
      CRC32 crc = new CRC32();
      crc.update(data);
      return new Entry(name, data, 0, data.length, (int) crc.getValue(), 0, new byte[0]);
    }

    Entry deflated(long claimed) {
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, /* nowrap= */ true);
      deflater.setInput(data);
      deflater.finish();
      byte[] room = new byte[data.length + 64];
      byte[] less = Arrays.copyOf(room, deflater.deflate(room));
      deflater.end();
      return new Entry(name, less, 8, claimed, crc, attributes, extra);
    }

    Entry withCrc(int other) {
      return new Entry(name, data, method, size, other, attributes, extra);
    }

    Entry withAttributes(int other) {
      return new Entry(name, data, method, size, crc, other, extra);
    }

    Entry withExtra(byte... other) {
      return new Entry(name, data, method, size, crc, attributes, other);
    }
  }

  /** A file with a pickle, the notes of {@code linear(1, 1)}, and more. */
  static HostileFile of(String pickle) {
    return new HostileFile()
        .with(Entry.of("data.pkl", bytes(pickle)))
        .with(Entry.of("version", bytes("3\n")))
        .with(Entry.of("extra/kindling.json", bytes(NOTES)));
  }

  HostileFile with(Entry entry) {
    entries.add(entry);
    return this;
  }

  /** A dict in a pickle: names, each with a value behind it. */
  static String dict(String... items) {
    StringBuilder dict = new StringBuilder("}(");
    for (int i = 0; i < items.length; i += 2) {
      dict.append(text(items[i])).append(items[i + 1]);
    }
    return dict.append("u").toString();
  }

  static String pickle(String value) {
    return "\u0080\2" + value + ".";
  }

  /** A tensor in a pickle: its type, its storage's key and length, its two sizes and strides. */
  static String tensor(String type, String key, int numel, int rows, int stride) {
    String storage =
        "(" + text("storage") + "ctorch\n" + type + "\n" + text(key) + text("cpu") + number(numel);
    return "ctorch._utils\n_rebuild_tensor_v2\n("
        + (storage + "tQK\0")
        + ("(" + number(rows) + "K\1t(" + number(stride) + "K\1t")
        + "\u0089ccollections\nOrderedDict\n)RtR";
  }

  private static String text(String text) {
    return "X" + (char) text.length() + "\0\0\0" + text;
  }

  private static String number(int number) {
    return "J" + new String(all(buffer(4).putInt(number)), ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** The archive, without zip64. */
  byte[] archive() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      byte[] name = bytes("archive/" + entry.name);
      ByteBuffer common =
          buffer(26)
              .putShort((short) 20)
              .putShort((short) 0)
              .putShort((short) entry.method)
              .putInt(0)
              .putInt(entry.crc)
              .putInt(entry.data.length)
              .putInt((int) entry.size)
              .putShort((short) name.length)
              .putShort((short) entry.extra.length);
      directory.writeBytes(all(buffer(6).putInt(0x02014b50).putShort((short) 0)));
      directory.writeBytes(all(common));
      directory.writeBytes(
          all(
              buffer(14)
                  .putShort((short) 0)
                  .putInt(0)
                  .putInt(entry.attributes)
                  .putInt(file.size())));
      directory.writeBytes(name);
      directory.writeBytes(entry.extra);
      file.writeBytes(all(buffer(4).putInt(0x04034b50)));
      file.writeBytes(all(common));
      file.writeBytes(name);
      file.writeBytes(entry.extra);
      file.writeBytes(entry.data);
    }
    int at = file.size();
    file.writeBytes(directory.toByteArray());
    file.writeBytes(
        all(
            buffer(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt(directory.size())
                .putInt(at)));
    return file.toByteArray();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A buffer's bytes; what was not filled is zero. */
  private static byte[] all(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }
}
