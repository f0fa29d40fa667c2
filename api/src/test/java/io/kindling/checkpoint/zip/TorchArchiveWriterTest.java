package io.kindling.checkpoint.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes archives as torch does, to the byte. */
final class TorchArchiveWriterTest {
  /** Made by other writers, or by hand to leave something out that torch writes. */
  private static final List<String> OTHER_LAYOUTS =
      List.of(
          "handmade/jdk_stored.pt",
          "handmade/no_align.pt",
          "handmade/no_dd.pt",
          "handmade/no_z64.pt",
          "handmade/plainest.pt",
          "handmade/py_stored.pt",
          "handmade/ts_plain_zip.pt");

  @TempDir Path folder;

  static List<String> torchsOwn() {
    return Stream.of("good", "handmade", "libtorch-1.13", "libtorch-2.10")
        .flatMap(folder -> Archives.in(folder).stream())
        .filter(name -> !name.equals("good/linear_3x2_legacy.pt") && !OTHER_LAYOUTS.contains(name))
        .toList();
  }

  private static byte[] copied(byte[] file) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    TorchArchive archive = Archives.open(file);
    TorchArchiveWriter writer = new TorchArchiveWriter(copy, archive.root());
    for (ZipRecord record : archive.records()) {
      writer.addRaw(record, sink -> archive.readRaw(record.name(), sink::write));
    }
    writer.finish();
    return copy.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("torchsOwn")
  void writesTorchsOwnFilesToTheByte(String name) throws IOException {
    byte[] file = Archives.bytes(name);
    assertThat(copied(file)).isEqualTo(file);
  }

  @Test
  void findsTorchsOwnFiles() {
    assertThat(torchsOwn()).hasSize(28 + 14 + 13 + 5);
  }

  @Test
  void bringsOtherLayoutsIntoTorchsOwn() throws IOException {
    for (String name : OTHER_LAYOUTS) {
      byte[] file = Archives.bytes(name);
      byte[] copy = copied(file);
      assertThat(copy).as(name).isNotEqualTo(file);
      TorchArchive archive = Archives.open(copy);
      assertThat(Archives.contents(archive)).isEqualTo(Archives.contents(Archives.open(file)));
      assertThat(archive.records()).allMatch(record -> record.offset() % 64 == 0);
    }
  }

  /** A second opinion on what is written. */
  @Test
  void writesWhatTheJdkReads() throws IOException {
    Path file = folder.resolve("model.pt");
    Files.write(file, Archives.of(Map.of("data.pkl", "hello")));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry("archive/data.pkl");
      assertThat(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo("hello");
    }
  }

  @Test
  void writesThroughChannelsThatTakeLittleAtATime() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WritableByteChannel slow =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer from) {
            if (from.hasRemaining()) {
              bytes.write(from.get());
              return 1;
            }
            return 0;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };
    TorchArchiveWriter writer = new TorchArchiveWriter(slow, "archive");
    byte[] contents = new byte[200_000];
    writer.add("data.pkl", Archives.ascii("."));
    writer.add(
        "data/0",
        contents.length,
        sink -> {
          assertThat(sink.write(ByteBuffer.wrap(contents, 0, 100))).isEqualTo(100);
          sink.write(ByteBuffer.wrap(contents, 100, contents.length - 100));
          assertThat(sink.isOpen()).isTrue();
        });
    writer.add("version", Archives.ascii("3\n"));
    writer.finish();
    assertThat(Archives.open(bytes.toByteArray()).read("data/0", 200_000).remaining())
        .isEqualTo(200_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void wantsAsManyBytesAsAnnounced(int count) {
    TorchArchiveWriter writer = new TorchArchiveWriter(OutputStream.nullOutputStream(), "a");
    assertThatThrownBy(
            () -> writer.add("data/0", 4, sink -> sink.write(ByteBuffer.allocate(count))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a record of 4 bytes");
  }

  @Test
  void leavesTheCallersBufferAlone() throws IOException {
    TorchArchiveWriter writer = new TorchArchiveWriter(OutputStream.nullOutputStream(), "a");
    ByteBuffer contents = Archives.ascii("contents");
    writer.add("data/0", contents);
    assertThat(contents.position()).isZero();
  }

  @Test
  void isFinishedOnce() throws IOException {
    TorchArchiveWriter writer = new TorchArchiveWriter(OutputStream.nullOutputStream(), "a");
    writer.add("data.pkl", Archives.ascii("."));
    writer.finish();
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.add("version", Archives.ascii("3")))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "data/", "/x", "a\\b", "a\nb", "data/0", "data/./1"})
  void refusesNamesThatNoReaderTakes(String name) throws IOException {
    TorchArchiveWriter writer = new TorchArchiveWriter(OutputStream.nullOutputStream(), "a");
    writer.add("data/0", Archives.ascii("."));
    assertThatThrownBy(() -> writer.add(name, Archives.ascii(".")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a new and plain name");
  }

  @Test
  void refusesWhatItsReaderWouldRefuse() throws IOException {
    TorchArchiveWriter writer = new TorchArchiveWriter(OutputStream.nullOutputStream(), "a");
    assertThatThrownBy(() -> writer.add("data.pkl", (64 << 20) + 1, sink -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("67108865 bytes, more than 67108864");
    assertThatThrownBy(() -> writer.add("x".repeat(1023), ByteBuffer.allocate(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("longer than 1024 bytes");
  }

  /**
   * As many as the end of the directory can count, which is also the mark of its having no room.
   */
  @Test
  void writesAndReadsAFullDirectory() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TorchArchiveWriter writer = new TorchArchiveWriter(bytes, "a");
    writer.add("data.pkl", Archives.ascii("."));
    writer.add("version", Archives.ascii("3"));
    for (int i = 2; i < 65_535; i++) {
      writer.add("data/" + i, ByteBuffer.allocate(0));
    }
    assertThatThrownBy(() -> writer.add("data/1", ByteBuffer.allocate(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("comes after 65535 others");
    writer.finish();
    assertThat(Archives.open(bytes.toByteArray()).records()).hasSize(65_535);
  }

  @ParameterizedTest
  @CsvSource({
    "linear.pt,       linear",
    "a.b.pt,          a.b",
    "folder/linear,   linear",
    ".pt,             archive",
    "..pt,            archive",
    "/,               archive",
    "é.pt,            é"
  })
  void namesTheRootAsTorchDoes(String file, String root) {
    assertThat(TorchArchiveWriter.rootOf(Path.of(file))).isEqualTo(root);
  }
}
