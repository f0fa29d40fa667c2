package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.cli.Document.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What writing-a-backend.md quotes is the toy backend, which the test kit has accepted. */
final class WritingABackendTest {
  private static final Path TOY = Path.of("../tests/tck/src/test");

  @Test
  void everyQuotedBlockIsInTheToysSources() throws Exception {
    List<String> sources = new ArrayList<>();
    try (var files = Files.list(TOY.resolve("java/io/kindling/toy"))) {
      for (Path file : files.toList()) {
        sources.add(Files.readString(file));
      }
    }
    List<Block> quotes =
        new Document(Path.of("writing-a-backend.md"))
            .blocks().stream().filter(block -> block.language().equals("java")).toList();
    assertThat(quotes).hasSizeGreaterThan(10);
    for (Block quote : quotes) {
      assertThat(sources)
          .as("writing-a-backend.md, line %s: a part of the toy's sources", quote.line())
          .anyMatch(source -> quotes(source, quote.text()));
    }
  }

  /** Whether a text is in a source, outside of types or inside. */
  private static boolean quotes(String source, String text) {
    String inside = text.indent(2).replaceAll("(?m)^ +$", "");
    return source.contains(text + "\n") || source.contains(inside);
  }

  @Test
  void theServiceFileIsTheToys() throws Exception {
    String file = "META-INF/services/io.kindling.spi.BackendProvider";
    assertThat(Files.readString(Path.of("writing-a-backend.md")))
        .contains(file)
        .contains("```text\n" + Files.readString(TOY.resolve("resources").resolve(file)) + "```");
  }
}
