package io.kindling.checkpoint.zip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives beyond 4 GiB. torch 1.13.1 wrote one of {@code {'a': zeros(3), 'big': zeros(1 << 30),
 * 'b': ones(5), 'c': empty(0)}}; its bytes before and after the big record's zeros are resources.
 */
final class Zip64Test {
  private static final long BIG = 1L << 32;
  private static final byte[] HEAD = Archives.bytes("zip/torch-4gib.head");
  private static final byte[] TAIL = Archives.bytes("zip/torch-4gib.tail");

  @TempDir Path folder;

  /** The file with a hole in place of the zeros. */
  private Path sparse() throws IOException {
    Path file = folder.resolve("big.pt");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(HEAD));
      channel.write(ByteBuffer.wrap(TAIL), HEAD.length + BIG);
    }
    return file;
  }

  @Test
  void readsWhatTorchWrites() throws IOException {
    try (FileChannel channel = FileChannel.open(sparse())) {
      TorchArchive archive = TorchArchive.of("model.pt", ByteSource.of(channel), ZipLimits.DEFAULT);
      assertThat(archive.records())
          .extracting(ZipRecord::name)
          .containsExactly("data.pkl", "data/0", "data/1", "data/2", "data/3", "version");
      assertThat(archive.records())
          .extracting(ZipRecord::size)
          .containsExactly(342L, 12L, BIG, 20L, 0L, 2L);
      assertThat(archive.read("data/2", 20).getFloat(16)).isEqualTo(1f);
    }
  }

  /** The same from memory that is made up, which is faster to read than a hole on a disk. */
  @Test
  void readsALargeRecordInPieces() throws IOException {
    ByteSource source =
        new ByteSource() {
          @Override
          public long size() {
            return HEAD.length + BIG + TAIL.length;
          }

          @Override
          public void read(long offset, ByteBuffer into) throws IOException {
            long inTail = offset - HEAD.length - BIG;
            if (inTail >= 0) {
              ByteSource.of(ByteBuffer.wrap(TAIL)).read(inTail, into);
            } else if (offset < HEAD.length) {
              into.put(HEAD, (int) offset, Math.min(into.remaining(), HEAD.length - (int) offset));
              into.position(into.limit());
            } else {
              into.position(into.limit()); // zeros
            }
          }
        };
    TorchArchive archive = TorchArchive.of("big.pt", source, ZipLimits.DEFAULT);
    long[] read = {0};
    archive.read("data/1", piece -> read[0] += piece.remaining());
    assertThat(read[0]).isEqualTo(BIG);
  }

  /** Keeps what is written before and after the zeros, and counts those. */
  private static final class Sink extends OutputStream {
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
    private long count;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      int before = (int) Math.max(0, Math.min(length, HEAD.length - count));
      head.write(bytes, from, before);
      int after = (int) Math.max(0, Math.min(length, count + length - HEAD.length - BIG));
      tail.write(bytes, from + length - after, after);
      count += length;
    }
  }

  @Test
  void writesWhatTorchWrites() throws IOException {
    Sink sink = new Sink();
    TorchArchiveWriter writer = new TorchArchiveWriter(sink, "archive");
    writer.add("data.pkl", ByteBuffer.wrap(Arrays.copyOfRange(HEAD, 64, 64 + 342)));
    writer.add("data/0", ByteBuffer.allocate(12));
    ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
    writer.add(
        "data/1",
        BIG,
        record -> {
          for (long written = 0; written < BIG; written += zeros.capacity()) {
            record.write(zeros.clear());
          }
        });
    writer.add("data/2", ByteBuffer.wrap(TAIL, 128, 20));
    writer.add("data/3", ByteBuffer.allocate(0));
    writer.add("version", Archives.ascii("3\n"));
    writer.finish();
    assertThat(sink.count).isEqualTo(HEAD.length + BIG + TAIL.length);
    assertThat(sink.head.toByteArray()).isEqualTo(HEAD);
    assertThat(sink.tail.toByteArray()).isEqualTo(TAIL);
  }

  /** One record of more than 2^32 bytes that begins beyond 2^32: three numbers in one part. */
  @Test
  void describesALargeRecordBehindALargeRecord() {
    var entry = new DirectoryEntry("a/b", 0x808, Zip.STORED, 7, BIG + 1, BIG + 1, BIG + 2);
    ByteBuffer header = ZipEncoder.localHeader(entry);
    assertThat((BIG + 2 + header.remaining()) % 64).isZero();
    assertThat(header.getInt(33)).isEqualTo(Zip.ZIP64_EXTRA | 24 << 16);
    assertThat(header.getLong(37)).isEqualTo(BIG + 1);
    assertThat(header.getLong(45)).isZero();
    assertThat(header.getLong(53)).isEqualTo(BIG + 2);
    assertThat(ZipEncoder.descriptor(entry).remaining()).isEqualTo(24);
    ByteBuffer directory = ZipEncoder.directoryEntry(entry);
    assertThat(directory.getLong(53)).isEqualTo(BIG + 1);
    assertThat(directory.getLong(61)).isEqualTo(BIG + 1);
    assertThat(directory.getLong(69)).isEqualTo(BIG + 2);
  }
}
