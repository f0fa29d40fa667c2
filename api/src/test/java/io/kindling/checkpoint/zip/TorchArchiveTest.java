package io.kindling.checkpoint.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens torch files and reads their records. */
final class TorchArchiveTest {
  private static final String LINEAR = "good/linear_1x1.pt";

  @Test
  void listsRecordsInTheDirectorysOrder() throws IOException {
    TorchArchive archive = Archives.open(Archives.bytes(LINEAR));
    assertThat(archive.root()).isEqualTo("linear_1x1");
    assertThat(archive.records())
        .extracting(ZipRecord::name)
        .containsExactly("data.pkl", "data/0", "data/1", "version");
    assertThat(archive.records())
        .extracting(ZipRecord::offset)
        .containsExactly(64L, 448L, 576L, 704L);
    assertThat(archive.records()).extracting(ZipRecord::size).containsExactly(290L, 4L, 4L, 2L);
    assertThat(archive.isScript()).isFalse();
    assertThat(archive.find("data/2")).isNull();
  }

  @Test
  void readsARecordWholeOrInPieces() throws IOException {
    TorchArchive archive = Archives.open(Archives.bytes("handmade/min_pkl_data_version.pt"));
    ByteBuffer weight = archive.read("data/0", 24);
    assertThat(weight.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(weight.asFloatBuffer().get(1)).isEqualTo(-0.5f);
    List<Float> bias = new ArrayList<>();
    archive.read(
        "data/1",
        piece -> {
          while (piece.hasRemaining()) {
            bias.add(piece.getFloat());
          }
        });
    assertThat(bias).containsExactly(0.125f, 0.375f);
  }

  @Test
  void cutsLargeRecordsWhereNoElementIs() throws IOException {
    byte[] contents = new byte[3_000_001];
    new Random(0).nextBytes(contents);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TorchArchiveWriter writer = new TorchArchiveWriter(bytes, "archive");
    writer.add("data/0", ByteBuffer.wrap(contents));
    writer.add("data.pkl", Archives.ascii("."));
    writer.add("version", Archives.ascii("3"));
    writer.finish();
    ByteBuffer read = ByteBuffer.allocate(contents.length);
    List<Integer> lengths = new ArrayList<>();
    Archives.open(bytes.toByteArray())
        .read(
            "data/0",
            piece -> {
              lengths.add(piece.remaining());
              read.put(piece);
            });
    assertThat(read.array()).isEqualTo(contents);
    assertThat(lengths).containsExactly(1 << 20, 1 << 20, 3_000_001 - (2 << 20));
  }

  /** What other writers leave out or add, and torch reads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk_stored",
        "no_align",
        "no_dd",
        "no_z64",
        "plainest",
        "py_stored",
        "ts_plain_zip"
      })
  void readsLayoutsThatAreNotTorchsOwn(String name) throws IOException {
    TorchArchive archive = Archives.open(Archives.bytes("handmade/" + name + ".pt"));
    assertThat(archive.read("data/0", 24).getFloat(0)).isEqualTo(-1f);
    assertThat(archive.read("version", 2).get(0)).isEqualTo((byte) '3');
  }

  @Test
  void tellsScriptsByTheirRecords() throws IOException {
    TorchArchive archive = Archives.open(Archives.bytes("libtorch-2.10/cpp210_linear_3x2.pt"));
    assertThat(archive.isScript()).isTrue();
    assertThat(Archives.open(Archives.bytes(LINEAR)).isScript()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "'10\n', true",
    "'3 ', false",
    "0, false",
    "11, false",
    "-3, false",
    "'', false",
    "'3\n\n', false"
  })
  void takesTheVersionsThatTorchTakes(String version, boolean known) throws IOException {
    byte[] bytes = Archives.of(Map.of("data.pkl", ".", "version", version));
    if (known) {
      assertThat(Archives.open(bytes).records()).hasSize(2);
    } else {
      assertThatThrownBy(() -> Archives.open(bytes)).hasMessageContaining("1 to 10");
    }
  }

  @Test
  void refusesBigEndianArchives() throws IOException {
    byte[] bytes = Archives.of(Map.of("data.pkl", ".", "version", "3", "byteorder", "big"));
    assertThatThrownBy(() -> Archives.open(bytes))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("byteorder big")
        .hasMessageContaining("little-endian machine");
  }

  @Test
  void namesWhatTorchExportWrites() throws IOException {
    byte[] bytes = Archives.of(Map.of("archive_format", "pt2", "version", "0"));
    assertThatThrownBy(() -> Archives.open(bytes))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("an archive of torch.export")
        .hasMessageContaining("state_dict()");
  }

  /** What stands between records is read in larger parts, not field by field. */
  @Test
  void opensManyRecordsInFewReads() throws IOException {
    Map<String, String> records = new LinkedHashMap<>(Map.of("data.pkl", "", "version", "3"));
    for (int i = 0; i < 2000; i++) {
      records.put("data/" + i, "four");
    }
    ByteSource source = ByteSource.of(ByteBuffer.wrap(Archives.of(records)));
    AtomicInteger reads = new AtomicInteger();
    ByteSource counted =
        new ByteSource() {
          @Override
          public long size() throws IOException {
            return source.size();
          }

          @Override
          public void read(long offset, ByteBuffer into) throws IOException {
            reads.incrementAndGet();
            source.read(offset, into);
          }
        };
    TorchArchive archive = TorchArchive.of("model.pt", counted, ZipLimits.DEFAULT);
    assertThat(archive.records()).hasSize(2002);
    assertThat(reads).hasValueLessThan(500);
  }

  @Test
  void keepsItsLimits() throws IOException {
    byte[] bytes = Archives.bytes(LINEAR); // 4 records, 255 bytes of directory, data.pkl of 290
    ZipLimits tight = new ZipLimits(4, 255, 19, 290, 2);
    assertThat(Archives.open(bytes, tight).records()).hasSize(4);
    expectBeyond(bytes, tight.withEntries(3), "at most 3 entries");
    expectBeyond(bytes, tight.withDirectoryBytes(254), "in 254 bytes");
    expectBeyond(bytes, tight.withNameBytes(18), "longer than 18 bytes");
    expectBeyond(bytes, tight.withPickleBytes(289), "at most 289");
    expectBeyond(bytes, tight.withMarkerBytes(1), "version must not be too large");
    assertThatThrownBy(() -> tight.withEntries(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tight.withMarkerBytes(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void expectBeyond(byte[] bytes, ZipLimits limits, String expected) {
    assertThatThrownBy(() -> Archives.open(bytes, limits))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void saysWhichRecordIsMissingOrTooLarge() throws IOException {
    TorchArchive archive = Archives.open(Archives.bytes(LINEAR));
    assertThatThrownBy(() -> archive.read("data/7", 4))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("must have a record data/7");
    assertThatThrownBy(() -> archive.read("data/../data/0", 4))
        .isInstanceOf(CheckpointException.class);
    assertThatThrownBy(() -> archive.read("data/0", 3))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("record data/0 must not be too large (got 4 bytes at offset 448");
  }

  @Test
  void noticesAFileThatShrinks() throws IOException {
    ByteSource source = ByteSource.of(ByteBuffer.wrap(Archives.bytes(LINEAR)));
    boolean[] shrunk = {false};
    ByteSource shrinking =
        new ByteSource() {
          @Override
          public long size() throws IOException {
            return source.size();
          }

          @Override
          public void read(long offset, ByteBuffer into) throws IOException {
            if (shrunk[0]) {
              throw new EOFException();
            }
            source.read(offset, into);
          }
        };
    TorchArchive archive = TorchArchive.of("model.pt", shrinking, ZipLimits.DEFAULT);
    shrunk[0] = true;
    assertThatThrownBy(() -> archive.read("data/0", 4))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("must not shrink");
  }

  @Test
  void passesOnWhatTheTakerOfPiecesThrows() throws IOException {
    TorchArchive archive = Archives.open(Archives.bytes(LINEAR));
    assertThatThrownBy(
            () ->
                archive.read(
                    "data/0",
                    piece -> {
                      throw new IOException("full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("full");
  }
}
