package io.kindling.parquet;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Takes the compression off pages without Hadoop. How long a page becomes is said beside it, by
 * whoever wrote the file: no more room is made than what is there can fill.
 */
final class Decompression implements CompressionCodecFactory {
  private static final Map<CompressionCodecName, Decoder> DECODERS =
      new EnumMap<>(
          Map.of(
              CompressionCodecName.UNCOMPRESSED, (page, size) -> page,
              CompressionCodecName.SNAPPY, Decompression::snappy,
              CompressionCodecName.GZIP, Decompression::gzip,
              CompressionCodecName.ZSTD, Decompression::zstd,
              CompressionCodecName.LZ4_RAW, Decompression::lz4));

  /** A byte of these formats stands for so many at most. */
  private static final int MOST_OF_SNAPPY = 64;

  private static final int MOST_OF_LZ4 = 256;

  /** Takes the compression off a page that is to have some size. */
  @FunctionalInterface
  private interface Decoder {
    byte[] decode(byte[] page, int size) throws IOException;
  }

  static boolean knows(CompressionCodecName codec) {
    return DECODERS.containsKey(codec);
  }

  private static byte[] snappy(byte[] page, int size) throws IOException {
    int real = Snappy.uncompressedLength(page);
    checkRoom(page, real, MOST_OF_SNAPPY);
    return Snappy.uncompress(page);
  }

  private static byte[] gzip(byte[] page, int size) throws IOException {
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(page))) {
      byte[] bytes = stream.readNBytes(size);
      if (stream.read() >= 0) { // which looks at the checksum too
        throw new IOException("a page holds more than the " + size + " bytes that it says");
      }
      return bytes;
    }
  }

  private static byte[] zstd(byte[] page, int size) throws IOException {
    try (InputStream stream = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(page))) {
      return stream.readNBytes(size);
    }
  }

  private static byte[] lz4(byte[] page, int size) throws IOException {
    checkRoom(page, size, MOST_OF_LZ4);
    byte[] room = new byte[size];
    int real = new Lz4Decompressor().decompress(page, 0, page.length, room, 0, size);
    checkSize(real, size);
    return room;
  }

  private static void checkRoom(byte[] page, int size, int most) throws IOException {
    if (size < 0 || size > (long) page.length * most) {
      throw new IOException("a page of " + page.length + " bytes cannot hold " + size);
    }
  }

  private static void checkSize(int real, int size) throws IOException {
    if (real != size) {
      throw new IOException("a page holds " + real + " bytes where it says " + size);
    }
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    Decoder decoder = DECODERS.get(codec);
    if (decoder == null) {
      throw new IllegalArgumentException("compressed by " + codec);
    }
    return new BytesInputDecompressor() {
      @Override
      public BytesInput decompress(BytesInput page, int size) throws IOException {
        byte[] bytes = decoder.decode(page.toInputStream().readAllBytes(), size);
        checkSize(bytes.length, size);
        return BytesInput.from(bytes);
      }

      @Override
      public void decompress(ByteBuffer page, int length, ByteBuffer to, int size) {
        throw new UnsupportedOperationException("for pages outside of the heap");
      }

      @Override
      public void release() {}
    };
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("nothing is written");
  }

  @Override
  public void release() {}
}
