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
          80028a0a6cfc9c46f9206aa850192e   | a legacy torch.save stream | _use_new_zipfile_serialization=True
          5059544f52434831                 | a file of the PyTorch 1.0  | torch.save its state_dict()
          894844460d0a1a0a                 | an HDF5 file               | torch.save
          1f8b0800                         | a gzip file                | unpack it
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

  @Test
  void namesTarFilesByTheirMagic() {
    byte[] tar = new byte[1024];
    byte[] magic = "ustar".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, tar, 257, magic.length);
    expect(tar, "a tar file, as torch before 0.1.10 wrote at offset 257", "torch >= 1.6");
    expect(Arrays.copyOf(tar, 260), "the bytes 00 00", "damaged");
  }

  @Test
  void namesTorchsOwnLegacyFile() {
    expect(Archives.bytes("good/linear_3x2_legacy.pt"), "a legacy torch.save stream", "re-save");
  }
}
