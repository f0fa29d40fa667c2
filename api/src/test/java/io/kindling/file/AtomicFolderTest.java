package io.kindling.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFolderTest {
  @TempDir Path folder;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFolderIsMadeAndReplacedWithAllThatIsInIt() throws IOException {
    Path target = folder.resolve("target");
    AtomicFolder.write(target, Map.of("a", out -> out.write('1'), "b", out -> out.write('2')));
    assertThat(names(target)).containsExactly("a", "b");
    AtomicFolder.write(target, Map.of("a", out -> out.write('3')));
    assertThat(names(target)).containsExactly("a");
    assertThat(target.resolve("a")).hasContent("3");
    assertThat(names(folder)).containsExactly("target");
  }

  @Test
  void whatFailsLeavesTheOldFolder() throws IOException {
    Path target = folder.resolve("target");
    AtomicFolder.write(target, Map.of("a", out -> out.write('1')));
    Map<String, AtomicFile.Body> files = new LinkedHashMap<>();
    files.put("a", out -> out.write('2'));
    files.put(
        "b",
        out -> {
          throw new IOException("no room");
        });
    assertThatThrownBy(() -> AtomicFolder.write(target, files))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no room");
    assertThat(names(target)).containsExactly("a");
    assertThat(target.resolve("a")).hasContent("1");
    assertThat(names(folder)).containsExactly("target");
  }

  @Test
  void aLinkToAFolderStaysOne() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    AtomicFolder.write(link, Map.of("a", out -> out.write('1')));
    assertThat(link).isSymbolicLink();
    assertThat(names(target)).containsExactly("a");
  }
}
