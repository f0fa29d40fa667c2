package io.kindling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.torch.TorchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Python's own PyTorch writes, Kindling reads and writes again, and to Python it is what it
 * was: every kind of value that checkpoints have, its type included, in each protocol.
 */
final class PythonKindsTest {
  private static final String SCRIPT = "kinds.py";

  @TempDir private Path folder;

  @Test
  void everyKindComesBackAsItWas() throws Exception {
    Python python = Python.in(folder);
    Path written = Files.createDirectory(folder.resolve("written"));
    Path again = Files.createDirectory(folder.resolve("again"));
    Path report = folder.resolve("report.txt");
    python.script(SCRIPT, List.of("write\t" + written));
    List<String> names = names(written);
    assertThat(names).hasSizeGreaterThan(80);
    for (String name : names) {
      TorchFile.saveExact(again.resolve(name), TorchFile.loadExact(written.resolve(name)));
    }
    python.script(
        SCRIPT, List.of(String.join("\t", "compare", written + "", again + "", report + "")));
    assertThat(Files.readAllLines(report)).isEqualTo(names);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
