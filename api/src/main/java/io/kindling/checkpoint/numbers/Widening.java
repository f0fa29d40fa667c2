package io.kindling.checkpoint.numbers;

import io.kindling.core.StoredType;
import java.nio.ByteBuffer;

/** Turns stored numbers into the two kinds that Kindling computes with. */
public final class Widening {
  private Widening() {}

  /**
   * Converts numbers that become floats: exactly, but for float64, which is rounded to the nearest,
   * beyond float32's range to infinity.
   *
   * @param from the numbers, from the buffer's position on, in little-endian order
   */
  public static void floats(StoredType type, ByteBuffer from, float[] to, int at, int count) {
    int start = from.position();
    if (type == StoredType.FLOAT32) {
      from.asFloatBuffer().get(to, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      int index = start + i * type.bytes();
      to[at + i] =
          switch (type) {
            case FLOAT64 -> (float) from.getDouble(index);
            case FLOAT16 -> half(from.getShort(index));
            case BFLOAT16 -> Float.intBitsToFloat(from.getShort(index) << 16);
            case FLOAT8_E4M3FN -> e4m3fn(from.get(index));
            case FLOAT8_E4M3FNUZ -> zeroIsUnsigned(from.get(index), 3, 8);
            case FLOAT8_E5M2 -> half((short) (from.get(index) << 8));
            case FLOAT8_E5M2FNUZ -> zeroIsUnsigned(from.get(index), 2, 16);
            default -> throw new IllegalStateException(type + " becomes no float");
          };
    }
  }

  /**
   * Converts numbers that become integers, exactly.
   *
   * @param from the numbers, from the buffer's position on, in little-endian order
   */
  public static void longs(StoredType type, ByteBuffer from, long[] to, int at, int count) {
    int start = from.position();
    if (type == StoredType.INT64) {
      from.asLongBuffer().get(to, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      int index = start + i * type.bytes();
      to[at + i] =
          switch (type) {
            case INT8 -> from.get(index);
            case BOOL, UINT8 -> Byte.toUnsignedLong(from.get(index));
            case INT16 -> from.getShort(index);
            case UINT16 -> Short.toUnsignedLong(from.getShort(index));
            case INT32 -> from.getInt(index);
            case UINT32 -> Integer.toUnsignedLong(from.getInt(index));
            default -> throw new IllegalStateException(type + " becomes no integer");
          };
    }
  }

  /** IEEE 754's binary16: a sign, five bits of exponent, ten of fraction. */
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

  /** A sign, four bits of exponent, three of fraction; all ones is NaN, and nothing is infinite. */
  private static float e4m3fn(byte bits) {
    boolean nan = (bits & 0x7f) == 0x7f;
    return nan ? Float.NaN : small(bits, 3, 7);
  }

  /** A type whose only NaN is the bits of a negative zero. */
  private static float zeroIsUnsigned(byte bits, int fractionBits, int bias) {
    return bits == (byte) 0x80 ? Float.NaN : small(bits, fractionBits, bias);
  }

  private static float small(byte bits, int fractionBits, int bias) {
    int magnitude = bits & 0x7f;
    int exponent = magnitude >> fractionBits;
    int fraction = magnitude & ((1 << fractionBits) - 1);
    int significand = exponent == 0 ? fraction : fraction | 1 << fractionBits;
    float value = Math.scalb((float) significand, Math.max(exponent, 1) - bias - fractionBits);
    return bits < 0 ? -value : value;
  }
}
