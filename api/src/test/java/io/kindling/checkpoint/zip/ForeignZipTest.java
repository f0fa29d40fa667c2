package io.kindling.checkpoint.zip;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.Cost;
import io.kindling.error.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a zip archive, but none of torch's, is called what it is, with what to do about it. */
final class ForeignZipTest {
  private static final byte[] LINEAR = Archives.bytes("good/linear_1x1.pt");

  private static byte[] zip(int method, byte[] contents, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(contents);
        entry.setMethod(method);
        entry.setSize(contents.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(contents);
      }
    }
    return bytes.toByteArray();
  }

  private static @Nullable FilesArchive found(byte[] bytes) throws IOException {
    return FilesArchive.of("model.zip", ByteSource.of(ByteBuffer.wrap(bytes)), ZipLimits.DEFAULT);
  }

  private static FilesArchive files(byte[] bytes) throws IOException {
    return requireNonNull(found(bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data,policy.pth,policy.optimizer.pth | an archive of Stable-Baselines3 with policy.pth, policy.optimizer.pth | policy.pth
          model/model.json,model/tensors/0     | a TorchScript archive of PyTorch 1.0 to 1.2 | torch.jit.load
          MAR-INF/MANIFEST.json,model.pt       | a model archive of TorchServe               | unzip it
          arr_0.npy,b.npy                      | a NumPy .npz file                           | torch.save a dict
          config.json,metadata.json,model.weights.h5 | a model of Keras                      | load it in Keras
          model/archive_format,model/byteorder | an archive of torch.export                  | torch.save the model
          serialized_exported_program.json     | an archive of torch.export                  | torch.save the model
          pytorch_variables.pth,policy.pth     | an archive of Stable-Baselines3 with pytorch_variables.pth, policy.pth | policy.pth
          [Content_Types].xml,word/document.xml | a document of Word, Excel or PowerPoint    | take the file that has the weights
          META-INF/MANIFEST.MF,a/B.class       | a Java archive                              | take the model
          weights/last.bin,readme              | a zip of files with weights/last.bin        | weights/last.bin
          """)
  void namesWhatItIs(String names, String name, String remedy) throws IOException {
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      assertThatThrownBy(() -> Archives.open(zip(method, new byte[] {1}, names.split(","))))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(
              "model.pt: the file must be a zip archive of torch.save (got " + name)
          .hasMessageContaining(remedy);
    }
  }

  /** Choosing what is compressed would lead to the next refusal. */
  @Test
  void saysHowToTakeAFileOutOfIt() throws IOException {
    byte[] stored = zip(ZipEntry.STORED, LINEAR, "pytorch_variables.pth", "policy.pth");
    byte[] compressed = zip(ZipEntry.DEFLATED, LINEAR, "policy.pth");
    assertThatThrownBy(() -> Archives.open(stored))
        .hasMessageContaining("; choose one, as with --entry policy.pth)");
    assertThatThrownBy(() -> Archives.open(compressed))
        .hasMessageContaining("; unzip the archive and take the file itself, as with kindling");
  }

  @Test
  void readsAFileInAnArchive() throws IOException {
    FilesArchive files = files(zip(ZipEntry.STORED, LINEAR, "data", "policy.pth", "policy.pth.x"));
    assertThat(files.fileOf("policy.pth")).isEqualTo("policy.pth");
    assertThat(files.fileOf("policy.pth.model")).isEqualTo("policy.pth");
    assertThat(files.fileOf("policy.pth.x.model")).isEqualTo("policy.pth.x");
    for (String none : new String[] {"policy", ""}) {
      assertThatThrownBy(() -> files.fileOf(none))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("(got '" + none + "', which is none, at offset 0")
          .hasMessageContaining("expected one of policy.pth; choose one of them");
    }
    ByteSource inner = files.open("policy.pth");
    assertThat(inner.size()).isEqualTo(LINEAR.length);
    assertThat(TorchArchive.of("inner", inner, ZipLimits.DEFAULT).find("data.pkl")).isNotNull();
  }

  @Test
  void refusesWhatIsCompressedOrDamaged() throws IOException {
    FilesArchive compressed = files(zip(ZipEntry.DEFLATED, LINEAR, "policy.pth"));
    assertThatThrownBy(() -> compressed.open("policy.pth"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "must be stored, not compressed (got policy.pth, compressed, at offset 40; ")
        .hasMessageContaining("; unzip the archive and take the file itself");
    byte[] bytes = zip(ZipEntry.STORED, LINEAR, "policy.pth");
    bytes[500] ^= 1;
    FilesArchive damaged = files(bytes);
    assertThatThrownBy(() -> damaged.open("policy.pth"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("must have its CRC-32");
  }

  @Test
  void takesNoTorchArchiveForOneOfFiles() throws IOException {
    assertThat(found(LINEAR)).isNull();
    assertThat(found(new byte[100])).isNull();
    assertThat(found(new byte[0])).isNull();
    assertThat(found(zip(ZipEntry.STORED, LINEAR, "a/readme"))).isNull();
  }

  @Test
  void refusesAWayOutOfAnArchive() throws IOException {
    byte[] evil = zip(ZipEntry.STORED, LINEAR, "../policy.pth");
    assertThatThrownBy(() -> files(evil))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("records must have plain names");
  }

  @Test
  void tellsWhatIsCutOffFromWhatHasMoreBehindIt() {
    assertThatThrownBy(() -> Archives.open(Arrays.copyOf(LINEAR, LINEAR.length - 30)))
        .hasMessageContaining("; the file is cut off: download or copy it again)");
    assertThatThrownBy(() -> Archives.open(Arrays.copyOf(LINEAR, LINEAR.length + 30)))
        .hasMessageContaining("; the file is damaged or was not written by torch.save");
  }

  /** A text's line feeds became CRLF; bytes that are no UTF-8 became U+FFFD. */
  @Test
  void seesWhatWasTakenForAText() {
    String latin = new String(LINEAR, StandardCharsets.ISO_8859_1);
    byte[] crlf = latin.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] replaced = new String(LINEAR, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    expectConversion(crlf, "line feeds became CRLF");
    expectConversion(replaced, "bytes became U+FFFD");
    expectConversion(latin.getBytes(StandardCharsets.UTF_8), "bytes became UTF-8");
    byte[] legacy = Archives.bytes("good/linear_3x2_legacy.pt");
    String stream = new String(legacy, StandardCharsets.ISO_8859_1);
    expectConversion(
        stream.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1),
        "line feeds became CRLF");
    expectConversion(
        new String(legacy, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8),
        "bytes became U+FFFD");
    expectConversion(stream.getBytes(StandardCharsets.UTF_8), "bytes became UTF-8");
  }

  private static void expectConversion(byte[] bytes, String message) {
    Cost cost = new Cost();
    assertThatThrownBy(() -> Archives.open(bytes))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("copy it again as a binary file");
    assertThat(cost.bytes()).isLessThan(Cost.MOST_BYTES);
  }
}
