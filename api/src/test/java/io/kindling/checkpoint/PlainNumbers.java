package io.kindling.checkpoint;

import io.kindling.core.StoredType;
import java.nio.ByteBuffer;

/** Small floating-point numbers by their definition: slow, and unlike the code under test. */
public final class PlainNumbers {
  private PlainNumbers() {}

  /**
   * The number of some bits: (-1)^sign · 2^(exponent - bias) · 1.fraction, or below the smallest
   * exponent 2^(1 - bias) · 0.fraction.
   */
  public static double ofBits(StoredType type, int bits) {
    return switch (type) {
      case FLOAT16 -> ieee(bits, 5, 10, 15);
      case BFLOAT16 -> ieee(bits, 8, 7, 127);
      case FLOAT8_E5M2 -> ieee(bits, 5, 2, 15);
      case FLOAT8_E4M3FN -> (bits & 0x7f) == 0x7f ? Double.NaN : finite(bits, 4, 3, 7);
      case FLOAT8_E4M3FNUZ -> bits == 0x80 ? Double.NaN : finite(bits, 4, 3, 8);
      case FLOAT8_E5M2FNUZ -> bits == 0x80 ? Double.NaN : finite(bits, 5, 2, 16);
      default -> throw new AssertionError(type);
    };
  }

  private static double ieee(int bits, int exponentBits, int fractionBits, int bias) {
    int most = (1 << exponentBits) - 1;
    int exponent = bits >> fractionBits & most;
    int fraction = bits % (1 << fractionBits);
    if (exponent < most) {
      return finite(bits, exponentBits, fractionBits, bias);
    }
    double infinity = bits >> (exponentBits + fractionBits) == 1 ? -1.0 / 0.0 : 1.0 / 0.0;
    return fraction == 0 ? infinity : Double.NaN;
  }

  private static double finite(int bits, int exponentBits, int fractionBits, int bias) {
    int exponent = bits >> fractionBits & ((1 << exponentBits) - 1);
    double fraction = bits % (1 << fractionBits) / Math.pow(2, fractionBits);
    double magnitude =
        exponent == 0
            ? Math.pow(2, 1 - bias) * fraction
            : Math.pow(2, exponent - bias) * (1 + fraction);
    return bits >> (exponentBits + fractionBits) == 1 ? -magnitude : magnitude;
  }

  /** The i-th number of a raw tensor: a double, a float's double, or a long. */
  public static Number at(StoredType type, ByteBuffer bytes, int i) {
    int at = i * type.bytes();
    return switch (type) {
      case FLOAT64 -> bytes.getDouble(at);
      case FLOAT32 -> (double) bytes.getFloat(at);
      case INT64 -> bytes.getLong(at);
      case INT32 -> (long) bytes.getInt(at);
      case INT16 -> (long) bytes.getShort(at);
      case INT8 -> (long) bytes.get(at);
      case UINT8, BOOL -> bytes.get(at) & 0xffL;
      case UINT16 -> bytes.getShort(at) & 0xffffL;
      case UINT32 -> bytes.getInt(at) & 0xffffffffL;
      case FLOAT16, BFLOAT16 -> ofBits(type, bytes.getShort(at) & 0xffff);
      case FLOAT8_E4M3FN, FLOAT8_E4M3FNUZ, FLOAT8_E5M2, FLOAT8_E5M2FNUZ ->
          ofBits(type, bytes.get(at) & 0xff);
      case COMPLEX64, COMPLEX128, UINT64 -> throw new AssertionError(type);
    };
  }
}
