package io.kindling.statistics;

import io.kindling.csv.CsvFile;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What R and statsmodels say of {@code golden/data.csv}; the scripts beside it make it anew. */
final class Golden {
  static final Table DATA = CsvFile.of(file("data.csv"));

  private Golden() {}

  private static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(Golden.class.getResource("golden/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Table table(String name) {
    return CsvFile.of(file(name));
  }

  /** The lines of a file of a case, but for the case's name. */
  static List<List<String>> lines(String name, String wanted) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    try (TableRows rows = CsvFile.of(file(name)).open()) {
      for (int i = 0; i < rows.header().size(); i++) {
        rows.on(i, cell -> line.add(cell.text()));
      }
      while (rows.advance()) {
        if (line.get(0).equals(wanted)) {
          lines.add(List.copyOf(line.subList(1, line.size())));
        }
        line.clear();
      }
    }
    return lines;
  }

  /** Features of the data's columns, explaining y. */
  static Design design(String... columns) {
    FeatureColumns found =
        FeatureRules.standard().find(DATA, List.of(columns), /* asked= */ true).columns();
    return Design.of(found, "y");
  }
}
