package io.kindling.checkpoint.zip;

/**
 * Numbers in an array of bytes, the lowest byte first. An archive is opened before anything is
 * compiled, and until then a {@link java.nio.ByteBuffer} makes ten calls for each number.
 */
final class LittleEndian {
  private LittleEndian() {}

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
  }

  static int int32(byte[] bytes, int at) {
    return u16(bytes, at) | (u16(bytes, at + Short.BYTES) << 16);
  }

  static long u32(byte[] bytes, int at) {
    return int32(bytes, at) & Zip.ELSEWHERE_32;
  }

  static long int64(byte[] bytes, int at) {
    return u32(bytes, at) | (u32(bytes, at + Integer.BYTES) << 32);
  }
}
