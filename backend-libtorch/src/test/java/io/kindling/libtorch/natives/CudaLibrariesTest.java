package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a library needs is read from itself, with the JVM's own libraries as examples. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads ELF files")
final class CudaLibrariesTest {
  private static final Path JVM = Path.of(System.getProperty("java.home"), "lib");

  @TempDir Path folder;

  @Test
  void aLibraryNamesWhatItNeeds() throws IOException {
    assertThat(ElfNeeds.of(JVM.resolve("libnio.so"))).contains("libjava.so", "libnet.so");
  }

  @Test
  void whatIsNoLibraryIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("libtext.so"), "no library".repeat(20));
    assertThatThrownBy(() -> ElfNeeds.of(text)).isInstanceOf(IOException.class);
    Path cut = folder.resolve("libcut.so");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(JVM.resolve("libnio.so")), 4096));
    assertThatThrownBy(() -> ElfNeeds.of(cut)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNeitherThereNorFoundIsMissing() throws IOException {
    Files.copy(JVM.resolve("libnio.so"), folder.resolve("libnio.so"));
    Files.copy(JVM.resolve("libjava.so"), folder.resolve("libjava.so"));
    Files.copy(JVM.resolve("libnio.so"), folder.resolve("libjniunused.so"));
    assertThat(CudaLibraries.missing(folder, name -> !name.startsWith("libn")))
        .containsExactly("libnet.so");
    assertThat(CudaLibraries.missing(folder, name -> true)).isEmpty();
  }

  @Test
  void theSystemIsAskedForWhatIsNotThere() throws IOException {
    String renamed =
        Files.readString(JVM.resolve("libnio.so"), StandardCharsets.ISO_8859_1)
            .replace("libnet.so\0", "libne0.so\0");
    Files.writeString(folder.resolve("libnio.so"), renamed, StandardCharsets.ISO_8859_1);
    TorchNatives.load();
    assertThat(CudaLibraries.missing(folder, CudaLibraries::isFound))
        .contains("libne0.so")
        .doesNotContain("libc.so.6");
  }

  @Test
  void whatIsMissingIsNamedWithTheRemedy() {
    assertThat(CudaLibraries.describe(Set.of("libcudnn.so.9")))
        .isEqualTo(
            "of NVIDIA's libraries libcudnn.so.9 are not found; install CUDA 13, cuDNN 9 and NCCL"
                + " 2, or put their folders on LD_LIBRARY_PATH (docs/gpu.md)");
  }
}
