package io.kindling.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.error.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Moments as bytes, as docs/moments.md describes them. Numbers are in lowest form, so that there is
 * one way only to write the same sums.
 */
final class KstatFormat {
  private static final byte[] MAGIC = "KSTAT\n".getBytes(UTF_8);
  private static final int VERSION = 1;
  private static final int WEIGHTED = 1;
  private static final int MOST_EXPONENT = 1 << 14; // three factors of float64, and 2⁶⁴ rows
  private static final int LEAST_NUMBER = 3 * Integer.BYTES;
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private KstatFormat() {}

  /** Whether a file is there that begins so. What is read of a pipe would be lost for others. */
  static boolean isBegin(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    } catch (IOException e) {
      return false;
    }
  }

  static void write(Moments moments, ProductSums sums, OutputStream to) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(to), new CRC32());
    DataOutputStream out = new DataOutputStream(checked);
    out.write(MAGIC);
    out.writeShort(VERSION);
    out.writeInt(moments.weighted() ? WEIGHTED : 0);
    out.writeInt(moments.columns().size());
    out.writeLong(moments.rows());
    for (String column : moments.columns()) {
      byte[] name = column.getBytes(UTF_8);
      out.writeInt(name.length);
      out.write(name);
    }
    for (int j = 0; j < sums.columns(); j++) {
      for (int i = 0; i <= j; i++) {
        write(sums.get(i, j), out);
      }
    }
    out.writeInt((int) checked.getChecksum().getValue());
    out.flush();
  }

  /** An odd integer, or 0, and the powers of two and of five that it is multiplied by. */
  private static void write(ExactNumber number, DataOutputStream out) throws IOException {
    if (number.integer().signum() == 0) {
      out.write(new byte[LEAST_NUMBER]);
      return;
    }
    BigInteger integer = number.integer();
    int fives = -number.places();
    BigInteger[] parts = integer.divideAndRemainder(FIVE);
    while (fives < 0 && parts[1].signum() == 0) {
      integer = parts[0];
      fives++;
      parts = integer.divideAndRemainder(FIVE);
    }
    int zeros = integer.getLowestSetBit();
    byte[] bytes = integer.shiftRight(zeros).toByteArray();
    out.writeInt(number.exponent() - number.places() + zeros);
    out.writeInt(fives);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads what was written.
   *
   * @param from where from
   * @param length how many bytes there are
   * @param name what messages call them
   */
  static Moments read(InputStream from, long length, String name) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(from), new CRC32());
    try {
      Moments moments = new Reader(new DataInputStream(checked), length, name).read();
      int crc = (int) checked.getChecksum().getValue();
      if (new DataInputStream(checked).readInt() != crc) {
        throw refused(name, "a checksum that its bytes do not have");
      }
      if (checked.read() >= 0) {
        throw refused(name, "bytes behind its end");
      }
      String problem = moments.problem();
      if (problem != null) {
        throw refused(name, problem);
      }
      return moments;
    } catch (EOFException e) {
      throw refused(name, length + " bytes, fewer than it says");
    }
  }

  private static DataException refused(String name, String got) {
    return new DataException(
        name,
        "it must be the sums of a table, as kindling moments writes them",
        got,
        "a whole .kstat file of version " + VERSION,
        "make it anew");
  }

  /** Reads numbers, none of which makes it ask for more memory than there are bytes. */
  private record Reader(DataInputStream in, long length, String name) {
    Moments read() throws IOException {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw refused(name, "other first bytes than KSTAT");
      }
      int version = in.readUnsignedShort();
      if (version != VERSION) {
        throw refused(name, "version " + version);
      }
      int flags = in.readInt();
      int columns = in.readInt();
      long rows = in.readLong();
      long sums = (columns + 1L) * (columns + 2L) / 2;
      if ((flags & ~WEIGHTED) != 0 || columns < 0 || rows < 0 || sums > length / LEAST_NUMBER) {
        throw refused(name, columns + " columns, " + rows + " rows, flags " + flags);
      }
      List<String> names = names(columns);
      if (new HashSet<>(names).size() < columns) {
        throw refused(name, "two columns of one name");
      }
      Moments moments = Moments.of(names, flags == WEIGHTED);
      moments.restore(rows, this::numbers);
      return moments;
    }

    private List<String> names(int columns) throws IOException {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        names.add(text(bytes(in.readInt())));
      }
      return names;
    }

    private String text(byte[] bytes) {
      try {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw refused(name, "a column's name that is not UTF-8");
      }
    }

    private byte[] bytes(int count) throws IOException {
      if (count < 0 || count > length) {
        throw refused(name, "a length of " + Integer.toUnsignedLong(count) + " bytes");
      }
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      return bytes;
    }

    private void numbers(ProductSums sums) throws IOException {
      for (int j = 0; j < sums.columns(); j++) {
        for (int i = 0; i <= j; i++) {
          sums.add(i, j, number());
        }
      }
    }

    private ExactNumber number() throws IOException {
      int twos = in.readInt();
      int fives = in.readInt();
      byte[] bytes = bytes(in.readInt());
      if (bytes.length == 0 && twos == 0 && fives == 0) {
        return ExactNumber.ZERO;
      }
      boolean small =
          Math.abs((long) twos) <= MOST_EXPONENT && fives <= 0 && fives >= -MOST_EXPONENT;
      if (small && bytes.length > 0 && bytes.length <= MOST_EXPONENT / Byte.SIZE) {
        BigInteger integer = new BigInteger(bytes);
        boolean lowest = integer.testBit(0) && (fives == 0 || integer.mod(FIVE).signum() != 0);
        if (lowest && integer.toByteArray().length == bytes.length) {
          return new ExactNumber(integer, twos - fives, -fives);
        }
      }
      throw refused(name, "a sum that is not in lowest form");
    }
  }
}
