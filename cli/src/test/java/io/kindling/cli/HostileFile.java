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

  private final List<Record> records = new ArrayList<>();

  /** One record as the archive describes it, which may not be as it is. */
  record Record(
      String name, byte[] data, int method, long size, int crc, int attributes, byte[] extra) {
    static Record of(String name, byte[] data) {
      CRC32 crc = new CRC32();
      crc.update(data);
      return new Record(name, data, 0, data.length, (int) crc.getValue(), 0, new byte[0]);
    }

    Record deflated(long claimed) {
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, /* nowrap= */ true);
      deflater.setInput(data);
      deflater.finish();
      byte[] room = new byte[data.length + 64];
      byte[] less = Arrays.copyOf(room, deflater.deflate(room));
      deflater.end();
      return new Record(name, less, 8, claimed, crc, attributes, extra);
    }

    Record withCrc(int other) {
      return new Record(name, data, method, size, other, attributes, extra);
    }

    Record withAttributes(int other) {
      return new Record(name, data, method, size, crc, other, extra);
    }

    Record withExtra(byte... other) {
      return new Record(name, data, method, size, crc, attributes, other);
    }
  }

  /** A file with a pickle, the notes of {@code linear(1, 1)}, and more. */
  static HostileFile of(String pickle) {
    return new HostileFile()
        .with(Record.of("data.pkl", bytes(pickle)))
        .with(Record.of("version", bytes("3\n")))
        .with(Record.of("extra/kindling.json", bytes(NOTES)));
  }

  HostileFile with(Record record) {
    records.add(record);
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
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    return "J" + new String(bytes, ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** The archive, without zip64. */
  byte[] archive() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Record record : records) {
      byte[] name = bytes("archive/" + record.name());
      ByteBuffer common =
          buffer(26)
              .putShort((short) 20)
              .putShort((short) 0)
              .putShort((short) record.method())
              .putInt(0)
              .putInt(record.crc())
              .putInt(record.data().length)
              .putInt((int) record.size())
              .putShort((short) name.length)
              .putShort((short) record.extra().length);
      directory.writeBytes(buffer(6).putInt(0x02014b50).putShort((short) 0).array());
      directory.writeBytes(common.array());
      directory.writeBytes(
          buffer(14)
              .putShort((short) 0)
              .putInt(0)
              .putInt(record.attributes())
              .putInt(file.size())
              .array());
      directory.writeBytes(name);
      directory.writeBytes(record.extra());
      file.writeBytes(buffer(4).putInt(0x04034b50).array());
      file.writeBytes(common.array());
      file.writeBytes(name);
      file.writeBytes(record.extra());
      file.writeBytes(record.data());
    }
    int at = file.size();
    file.writeBytes(directory.toByteArray());
    file.writeBytes(
        buffer(22)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) records.size())
            .putShort((short) records.size())
            .putInt(directory.size())
            .putInt(at)
            .array());
    return file.toByteArray();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
