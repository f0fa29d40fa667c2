package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Specs;
import io.kindling.description.Schema;
import io.kindling.description.SpecKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of descriptions in the page of the command line are the catalogue. */
final class CataloguePageTest {
  private static final Path PAGE = Path.of("cli.md");
  private static final String START = "<!-- the catalogue -->\n";
  private static final String END = "<!-- the catalogue ends -->\n";

  @Test
  void thePageShowsTheCatalogue() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(START) + START.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page.substring(0, start) + tables() + page.substring(end));
    } else {
      assertThat(page.substring(start, end))
          .as("docs/cli.md; -Ddocs.update=true writes the tables anew")
          .isEqualTo(tables());
    }
  }

  private static String tables() {
    StringBuilder tables = new StringBuilder();
    for (SpecKind<?> kind : Specs.kinds()) {
      tables.append("\n| ").append(kind).append(" | |\n|---|---|\n");
      for (Schema<?> schema : kind.catalogue().schemas()) {
        tables.append("| `").append(schema.signature()).append("` | ");
        tables.append(schema.summary()).append(" |\n");
      }
    }
    return tables.append('\n').toString();
  }
}
