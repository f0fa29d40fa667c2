package io.kindling.checkpoint.pickle;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes of a pickle, taken one after the other and never past their end. */
final class PickleInput {
  private static final int NAME_BYTES = 1024;
  static final String SAVE_AGAIN = "copy or save the file again";

  private final ByteBuffer bytes;
  private final String file;
  private final PickleLimits limits;
  private int opcodeAt;

  PickleInput(ByteBuffer bytes, String file, PickleLimits limits) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.file = file;
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

  boolean startsWith(byte[] prefix) {
    return bytes.limit() >= prefix.length
        && bytes.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
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
          "those of protocol 2 for values and tensors",
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

  /** A two's complement number with its length in bytes before it. */
  long longNumber() {
    int length = unsignedByte();
    if (length > Long.BYTES) {
      throw error(
          "whole numbers must fit 64 bits",
          "one of " + length + " bytes",
          "at most " + Long.BYTES,
          "save it as a string or as a float");
    }
    need(length);
    long number = 0;
    for (int i = 0; i < length; i++) {
      number |= Byte.toUnsignedLong(bytes.get()) << (8 * i);
    }
    int unused = Long.SIZE - 8 * length;
    return length == 0 ? 0 : number << unused >> unused;
  }

  /** A string in UTF-8 with its length before it. */
  String text() {
    long length = unsignedInt();
    if (length > limits.textBytes()) {
      throw error(
          "a string must not be too long",
          length + " bytes",
          "at most " + limits.textBytes(),
          SAVE_AGAIN);
    }
    need((int) length);
    try {
      ByteBuffer text = bytes.slice(bytes.position(), (int) length);
      bytes.position(bytes.position() + (int) length);
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw error("strings must be UTF-8", "other bytes", "UTF-8", SAVE_AGAIN);
    }
  }

  /** A name: printable ASCII up to the end of the line. */
  String name() {
    StringBuilder name = new StringBuilder();
    for (int c = unsignedByte(); c != '\n'; c = unsignedByte()) {
      if (c <= ' ' || c >= 0x7f || name.length() == NAME_BYTES) {
        throw error(
            "a name must be readable",
            "byte " + c + " after " + Printable.quoted(name.toString()),
            "at most " + NAME_BYTES + " printable characters and a line feed",
            SAVE_AGAIN);
      }
      name.append((char) c);
    }
    return name.toString();
  }

  private void need(int count) {
    if (bytes.remaining() < count) {
      throw error(
          "data.pkl must be complete",
          "its end at byte " + bytes.limit() + ", in the middle of an instruction",
          count + " bytes more than the " + bytes.remaining() + " that are left",
          SAVE_AGAIN);
    }
  }

  /** The one way out: says which rule the instruction being read breaks, and where it is. */
  CheckpointException error(String rule, String got, String expected, String nextStep) {
    String place = got + " at byte " + opcodeAt + " of data.pkl";
    return new CheckpointException(file, rule, place, expected, nextStep);
  }
}
