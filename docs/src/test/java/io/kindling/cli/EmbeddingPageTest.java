package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.cli.Document.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the host developer's page shows of a project is what that project is. */
final class EmbeddingPageTest {
  private static final Path EXAMPLES = Path.of("examples");
  private static final Path SERVICE = EXAMPLES.resolve("web-service");
  private static final Path SOURCES = SERVICE.resolve("src/main/java/com/example");

  /** The lines of a text, wherever they are indented to. */
  private static String lines(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static List<Block> blocks() throws IOException {
    return new Document(Path.of("embedding.md")).blocks();
  }

  @Test
  void whatIsShownOfTheWebServiceIsInItsFiles() throws IOException {
    int shown = 0;
    for (Block block : blocks()) {
      Path file =
          block.language().startsWith("java title=")
              ? SOURCES.resolve(block.language().split("\"")[1])
              : SERVICE.resolve("pom.xml");
      if (!block.language().equals("java") && block.language().matches("java.*|xml")) {
        assertThat(lines(Files.readString(file)))
            .as("%s, shown at line %d", file, block.line())
            .contains(lines(block.text()));
        shown++;
      }
    }
    assertThat(shown).isEqualTo(3);
  }

  @Test
  void whatIsTypedAndAnsweredIsWhatTheExamplesPageHas() throws IOException {
    String page = Files.readString(EXAMPLES.resolve("README.md"));
    List<String> typed =
        blocks().stream()
            .filter(block -> block.language().equals("sh") || block.language().isEmpty())
            .flatMap(block -> block.text().lines())
            .filter(line -> !line.startsWith("cd "))
            .toList();
    assertThat(typed).hasSizeGreaterThan(7);
    assertThat(typed).allSatisfy(line -> assertThat(page).contains(line));
  }
}
