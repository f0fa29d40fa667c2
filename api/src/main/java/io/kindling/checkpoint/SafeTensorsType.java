package io.kindling.checkpoint;

import java.nio.ByteBuffer;

/** The types of numbers that the format names, and what becomes of each. */
enum SafeTensorsType {
  BOOL(8, Becomes.INT64),
  F4(4, Becomes.NOTHING),
  F6_E2M3(6, Becomes.NOTHING),
  F6_E3M2(6, Becomes.NOTHING),
  U8(8, Becomes.INT64),
  I8(8, Becomes.INT64),
  F8_E5M2(8, Becomes.NOTHING),
  F8_E4M3(8, Becomes.NOTHING),
  F8_E8M0(8, Becomes.NOTHING),
  F8_E4M3FNUZ(8, Becomes.NOTHING),
  F8_E5M2FNUZ(8, Becomes.NOTHING),
  I16(16, Becomes.INT64),
  U16(16, Becomes.INT64),
  F16(16, Becomes.FLOAT32),
  BF16(16, Becomes.FLOAT32),
  I32(32, Becomes.INT64),
  U32(32, Becomes.INT64),
  F32(32, Becomes.FLOAT32),
  C64(64, Becomes.NOTHING),
  F64(64, Becomes.FLOAT32),
  I64(64, Becomes.INT64),
  U64(64, Becomes.NOTHING);

  /** What values of a type are read as. */
  enum Becomes {
    FLOAT32,
    INT64,
    /** Such a tensor can be listed, not read. */
    NOTHING
  }

  private final int bits;
  private final Becomes becomes;

  SafeTensorsType(int bits, Becomes becomes) {
    this.bits = bits;
    this.becomes = becomes;
  }

  /** {@return how many bits an element takes} */
  int bits() {
    return bits;
  }

  /** {@return how many bytes an element takes, where that is a whole number} */
  int bytes() {
    return bits / Byte.SIZE;
  }

  Becomes becomes() {
    return becomes;
  }

  /** Converts elements that become floats, from the buffer's position on. */
  void floats(ByteBuffer from, float[] to, int at, int count) {
    int start = from.position();
    switch (this) {
      case F32 -> from.asFloatBuffer().get(to, at, count);
      case F64 -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = (float) from.getDouble(start + i * Double.BYTES);
        }
      }
      case F16 -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = half(from.getShort(start + i * Short.BYTES));
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = Float.intBitsToFloat(from.getShort(start + i * Short.BYTES) << 16);
        }
      }
      default -> throw new IllegalStateException(this + " becomes no float");
    }
  }

  /** Converts elements that become integers, from the buffer's position on. */
  void longs(ByteBuffer from, long[] to, int at, int count) {
    if (this == I64) {
      from.asLongBuffer().get(to, at, count);
      return;
    }
    int start = from.position();
    for (int i = 0; i < count; i++) {
      int index = start + i * bytes();
      to[at + i] =
          switch (this) {
            case I8 -> from.get(index);
            case BOOL, U8 -> Byte.toUnsignedLong(from.get(index));
            case I16 -> from.getShort(index);
            case U16 -> Short.toUnsignedLong(from.getShort(index));
            case I32 -> from.getInt(index);
            case U32 -> Integer.toUnsignedLong(from.getInt(index));
            default -> throw new IllegalStateException(this + " becomes no integer");
          };
    }
  }

  /**
   * IEEE 754's binary16: a sign, five bits of exponent, ten of fraction. Every value is a float.
   */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
