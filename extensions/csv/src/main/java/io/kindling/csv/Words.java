package io.kindling.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at once, the first of them lowest. */
final class Words {
  static final long ONES = 0x0101010101010101L;

  /** The top bit of each byte. */
  static final long TOPS = ONES << 7;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  static long at(byte[] bytes, int from) {
    return (long) LONGS.get(bytes, from);
  }

  /** The tops of the bytes that are zero. */
  static long zeros(long word) {
    return ~(((word & ~TOPS) + ~TOPS) | word) & TOPS;
  }
}
