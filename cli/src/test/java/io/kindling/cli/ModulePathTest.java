package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every artifact is a named module: the command runs from the module path as well. */
final class ModulePathTest {
  private static String kindling(String... args) throws Exception {
    String modules =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .filter(entry -> !entry.matches(".*(junit|mockito|assertj|byte-buddy|objenesis).*"))
            .filter(entry -> !entry.contains("parquet")) // whose jars share packages
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String[] start = {
      java,
      "--module-path",
      modules,
      "--add-modules",
      "ALL-MODULE-PATH",
      "-m",
      "io.kindling.cli/io.kindling.cli.Main"
    };
    String[] command = Arrays.copyOf(start, start.length + args.length);
    System.arraycopy(args, 0, command, start.length, args.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void bothBackendsAreFoundAndWork() throws Exception {
    assertThat(kindling("backends"))
        .contains("libtorch: usable, LibTorch 2.")
        .contains("cpu: usable, pure Java");
    assertThat(kindling("doctor"))
        .contains("io.kindling.cpu provides io.kindling.cpu.CpuBackendProvider\n")
        .endsWith("backends that can be used: libtorch, cpu\n");
    for (String backend : new String[] {"cpu", "libtorch"}) {
      assertThat(kindling("train", "--backend", backend)).contains("y = 2.0140 x + 0.9025");
    }
  }

  @Test
  void thePageHasItsScriptAndItsStyle(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.html");
    kindling("train", "--report", page.toString());
    assertThat(Files.readString(page))
        .contains("var uPlot=", ".u-legend", "class Chart", "--paper:");
  }
}
