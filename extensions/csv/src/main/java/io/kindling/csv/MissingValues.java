package io.kindling.csv;

import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What stands in a cell where nothing was known: as pandas, R and databases write it. */
final class MissingValues {
  private static final Set<String> ANY_CASE = Set.of("", "?", "nan", "n/a", "#n/a", "<na>", "null");

  /** In small letters it may be a word, or sodium. */
  private static final String UPPER_CASE = "NA";

  private static final int LONGEST = 4;

  private MissingValues() {}

  static boolean isMissing(String text) {
    return text.equals(UPPER_CASE) || ANY_CASE.contains(text.toLowerCase(Locale.ROOT));
  }

  /** The same of a text with spaces around it, of which mostly no copy is made. */
  static boolean isMissing(char[] text, int from, int length) {
    int start = from;
    int end = from + length;
    while (start < end && Character.isWhitespace(text[start])) {
      start++;
    }
    while (start < end && Character.isWhitespace(text[end - 1])) {
      end--;
    }
    return end - start <= LONGEST && isMissing(new String(text, start, end - start));
  }

  /** How many there are in a column; at least 1, also where the file cannot be read once more. */
  static long count(Path file, int column) {
    if (!Files.isRegularFile(file)) {
      return 1;
    }
    long[] count = {0};
    try (CsvRows rows = CsvRows.open(file)) {
      rows.on(column, cell -> count[0] += cell.isMissing() ? 1 : 0);
      rows.readAll();
    } catch (IOException | DataException e) {
      return 1; // what is wrong there is another matter
    }
    return Math.max(1, count[0]);
  }
}
