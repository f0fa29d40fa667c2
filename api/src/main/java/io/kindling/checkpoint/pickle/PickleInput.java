package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.Bytes;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a pickle, taken one after the other and never past their end. */
final class PickleInput {
  private static final int NAME_BYTES = 1024;
  private static final int NUMBER_BYTES = 1 << 16;
  static final String SAVE_AGAIN = "copy or save the file again";

  private final ByteBuffer bytes;
  private final String file;
  private final String part;
  private final PickleLimits limits;
  private int opcodeAt;
  private long copied;

  /**
   * Takes bytes.
   *
   * @param part what they are called in messages
   */
  PickleInput(ByteBuffer bytes, String file, String part, PickleLimits limits) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.file = file;
    this.part = part;
    this.limits = limits;
  }

  PickleLimits limits() {
    return limits;
  }

  int length() {
    return bytes.limit();
  }

  int remaining() {
    return bytes.remaining();
  }

  Opcode opcode() {
    opcodeAt = bytes.position();
    int code = unsignedByte();
    @Nullable Opcode opcode = Opcode.of(code);
    if (opcode == null) {
      boolean letter = code > ' ' && code < 0x7f;
      throw error(
          "a pickle may only use the instructions that data need",
          String.format("opcode 0x%02x", code) + (letter ? " '" + (char) code + "'" : ""),
          "those of protocols 2 to 5",
          "save a state dict with torch.save(model.state_dict(), path)");
    }
    return opcode;
  }

  int unsignedByte() {
    need(Byte.BYTES);
    return Byte.toUnsignedInt(bytes.get());
  }

  int unsignedShort() {
    need(Short.BYTES);
    return Short.toUnsignedInt(bytes.getShort());
  }

  int signedInt() {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  long unsignedInt() {
    return Integer.toUnsignedLong(signedInt());
  }

  /** A double, big-endian unlike all else. */
  double bigEndianDouble() {
    need(Double.BYTES);
    return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
  }

  /** The length of what follows, which others read at once. */
  void frame() {
    long length = unsignedLong();
    if (length < 0 || length > bytes.remaining()) {
      throw error(
          "a pickle must be complete",
          "a frame of " + Long.toUnsignedString(length) + " bytes",
          "at most the " + bytes.remaining() + " that are left",
          SAVE_AGAIN);
    }
  }

  /** A length of eight bytes. */
  long unsignedLong() {
    need(Long.BYTES);
    return bytes.getLong();
  }

  /** A two's complement number of so many bytes: a Long where it fits. */
  Number wholeNumber(long length) {
    byte[] littleEndian = take(length, NUMBER_BYTES, "a whole number must not be too long");
    if (littleEndian.length == 0) {
      return 0L;
    }
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    BigInteger number = new BigInteger(bigEndian);
    return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
  }

  /** A string of so many bytes in UTF-8. */
  String text(long length) {
    byte[] utf8 = text0(length);
    String text = decoded(utf8);
    if (text == null) {
      throw error("strings must be UTF-8", "other bytes", "UTF-8", SAVE_AGAIN);
    }
    return text;
  }

  /** A string of Python 2, of so many bytes: bytes where it is not UTF-8. */
  Object oldText(long length) {
    byte[] old = text0(length);
    @Nullable String text = decoded(old);
    return text == null ? Bytes.of(old) : text;
  }

  /** So many bytes. */
  Bytes bytes(long length) {
    return Bytes.of(text0(length));
  }

  private byte[] text0(long length) {
    return take(length, limits.textBytes(), "a string must not be too long");
  }

  private byte[] take(long length, int most, String rule) {
    if (length < 0 || length > most) {
      throw error(rule, Long.toUnsignedString(length) + " bytes", "at most " + most, SAVE_AGAIN);
    }
    need((int) length);
    byte[] taken = new byte[(int) length];
    bytes.get(taken);
    return taken;
  }

  private static @Nullable String decoded(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    boolean sound =
        text.indexOf('\ufffd') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8);
    return sound ? text : null;
  }

  /** Half of a name: what stands up to the end of the line. */
  String name() {
    int start = bytes.position();
    int length = 0;
    while (length <= NAME_BYTES && unsignedByte() != '\n') {
      length++;
    }
    byte[] utf8 = new byte[length];
    bytes.get(start, utf8);
    return readable(new String(utf8, StandardCharsets.UTF_8));
  }

  /** The same name, which must be one that can be shown and told from others. */
  String readable(String name) {
    boolean readable =
        !name.isEmpty()
            && name.length() <= NAME_BYTES
            && name.codePoints()
                .allMatch(
                    c ->
                        c < 0x7f
                            ? c > ' '
                            : Character.isUnicodeIdentifierPart(c)
                                && !Character.isIdentifierIgnorable(c));
    if (!readable) {
      throw error(
          "a name must be readable",
          Printable.quoted(name),
          "1 to " + NAME_BYTES + " letters, digits and signs",
          SAVE_AGAIN);
    }
    return name;
  }

  /**
   * Counts what is made a second time out of what was read once, such as a set out of a list: of
   * what is honest, there are never more than bytes.
   */
  void copies(long count) {
    copied += count;
    if (copied > length()) {
      throw error(
          "shared values must not add up to too many",
          "more than " + length() + " values that are made of others",
          "at most as many as there are bytes",
          "save fewer references to the same list, map or text");
    }
  }

  private void need(int count) {
    if (bytes.remaining() < count) {
      throw error(
          "a pickle must be complete",
          "its end at byte " + bytes.limit() + ", in the middle of an instruction",
          count + " bytes more than the " + bytes.remaining() + " that are left",
          SAVE_AGAIN);
    }
  }

  /** The one way out: says which rule the instruction being read breaks, and where it is. */
  CheckpointException error(String rule, String got, String expected, String nextStep) {
    String place = got + " at byte " + opcodeAt + " of " + part;
    return new CheckpointException(file, rule, place, expected, nextStep);
  }
}
