package io.kindling.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the JVM and its machine. */
final class HostTest {
  @TempDir Path folder;

  private Path list(String... lines) throws IOException {
    return Files.write(folder.resolve("cpuinfo"), List.of(lines));
  }

  @Test
  void javaIsNamedWithItsVersionAndPlace() {
    assertThat(Host.findings())
        .extracting(Finding::name)
        .containsExactly("java", "java options", "system", "processor");
    assertThat(Host.findings().get(0).detail())
        .startsWith(Runtime.version() + " (")
        .endsWith(" bits, in " + System.getProperty("java.home"));
  }

  @Test
  void onlyOptionsThatDecideAboutBackendsAreTold() {
    List<String> arguments =
        List.of(
            "-Xmx512m",
            "-Dkindling.cpu.threads=1",
            "-Ddatabase.password=secret",
            "-cp",
            "-Xodd.jar",
            "--add-modules",
            "jdk.incubator.vector",
            "--illegal-native-access=deny",
            "Main",
            "-Xsecret");
    assertThat(Host.options(arguments, Map.of("JDK_JAVA_OPTIONS", "-Dtoken=1 -Xint", "HOME", "/")))
        .isEqualTo(
            "-Xmx512m -Dkindling.cpu.threads=1 --add-modules jdk.incubator.vector"
                + " --illegal-native-access=deny JDK_JAVA_OPTIONS=-Xint");
    assertThat(Host.options(List.of("Main"), Map.of()))
        .isEqualTo("none that decide about backends");
  }

  @Test
  void theProcessorsVectorsAreNamed() throws IOException {
    assertThat(
            Host.processor(
                list(
                    "model name\t: Intel(R) Xeon(R)",
                    "",
                    "flags\t\t: fpu avx512f avx avx2 fma avx_vnni",
                    "bugs\t\t: avx512bw")))
        .isEqualTo("Intel(R) Xeon(R), avx fma avx2 avx512f");
    assertThat(Host.processor(list("CPU part\t: 0xd40", "Features\t: fp asimd sve")))
        .isEqualTo("asimd sve");
    assertThat(Host.processor(list("Features\t: fp"))).isEqualTo("no vectors that are known here");
    assertThat(Host.processor(folder.resolve("none"))).isEqualTo("not known on this system");
  }
}
