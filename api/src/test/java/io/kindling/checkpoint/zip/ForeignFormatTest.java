package io.kindling.checkpoint.zip;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no torch archive is called what it is, with what to do about it. */
final class ForeignFormatTest {
  private static void expect(byte[] bytes, String name, String remedy) {
    assertThatThrownBy(() -> Archives.open(bytes))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "model.pt: the file must be a zip archive of torch.save (got " + name)
        .hasMessageContaining(" at offset ")
        .hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          80028a0a6cfc9c46f920             | the beginning of a torch.save stream | copy it again
          5059544f52434831                 | a file of the PyTorch 1.0  | torch.save its state_dict()
          894844460d0a1a0a                 | an HDF5 file, as Keras writes, at | torch.save
          89504e470d0a1a0a                 | a PNG image                | the file that has the weights
          ffd8ffe0                         | a JPEG image               | the file that has the weights
          255044462d312e34                 | a PDF document             | the file that has the weights
          61622c07                         | the bytes 61 62 2c 07      | damaged
          1f8b0800                         | a gzip file                | unpack it
          425a6839                         | a bzip2 file               | unpack it
          fd377a585a0000                   | an xz file                 | unpack it
          28b52ffd00                       | a zstd file                | unpack it
          526172211a07                     | a RAR file                 | unpack it
          934e554d50590100                 | a NumPy array              | torch.save
          4747554603000000                 | a GGUF file                | safetensors
          1c00000054464c33                 | a TensorFlow Lite model    | torch.save
          08071207                         | an ONNX model              | torch.save
          0808120770                       | an ONNX model              | torch.save
          08011202                         | the bytes 08 01 12 02      | damaged
          377abcaf271c                     | a 7z file                  | unpack it
          504b0506                         | an empty zip file          | save the model again
          80027d712e                       | a bare pickle              | torch.save
          80057d2e                         | a bare pickle              | torch.save
          02000000000000007b7d             | a safetensors file         | as safetensors
          80067d2e                         | the bytes 80 06 7d 2e at   | damaged
          ff000000000000007b7d             | the bytes ff 00            | damaged
          50                               | the bytes 50 at            | damaged
          """)
  void namesWhatItIs(String hex, String name, String remedy) {
    expect(HexFormat.of().parseHex(hex), name, remedy);
  }

  @Test
  void namesWhatTextFilesAre() {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1075\n";
    expect(pointer.getBytes(StandardCharsets.US_ASCII), "a Git LFS pointer", "git lfs pull");
  }

  @ParameterizedTest
  @CsvSource({
    "<!DOCTYPE html><html>,a page of the web,download the file itself",
    "' \n<html lang=en>',a page of the web,download the file itself",
    "<?xml version='1.0'?><Error>,a page of the web,download the file itself",
    "'{\"error\": 404}',a JSON file,take the file that has the weights",
    "[1],a JSON file,take the file that has the weights",
    "'a,b\n1,2\n',a text,take the file that has the weights",
    "'lr: 0.1 # größe\t\r\n',a text,take the file that has the weights",
    "model_checkpoint_path: x,TensorFlow's list,load it in TensorFlow"
  })
  void namesWhatOtherTextsAre(String text, String name, String remedy) {
    expect(text.getBytes(StandardCharsets.UTF_8), name, remedy);
    if (!name.startsWith("TensorFlow")) {
      expect(("\ufeff" + text).getBytes(StandardCharsets.UTF_8), name, remedy);
    }
  }

  @Test
  void namesTensorFlowsTablesByTheirEnd() {
    byte[] table = new byte[100];
    byte[] magic = HexFormat.of().parseHex("57fb808b247547db");
    System.arraycopy(magic, 0, table, 92, magic.length);
    expect(table, "a TensorFlow checkpoint", "load it in TensorFlow");
  }

  @Test
  void namesTarFilesByTheirMagic() {
    byte[] tar = new byte[1024];
    byte[] magic = "ustar".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, tar, 257, magic.length);
    expect(
        tar, "a tar file, as torch before 0.1.10 wrote, at offset 257", "another tar file, unpack");
    expect(Arrays.copyOf(tar, 260), "the bytes 00 00", "damaged");
  }
}
