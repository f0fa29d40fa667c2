package io.kindling.table;

import java.util.Locale;
import java.util.Set;

/** What stands in a cell where nothing was known: as pandas, R and databases write it. */
public final class MissingValues {
  private static final Set<String> ANY_CASE = Set.of("", "?", "nan", "n/a", "#n/a", "<na>", "null");

  /** In small letters it may be a word, or sodium. */
  private static final String UPPER_CASE = "NA";

  private static final int LONGEST = 4;

  private MissingValues() {}

  /**
   * Finds out whether a text stands for nothing.
   *
   * @param text the text, without spaces around it
   * @return whether it does
   */
  public static boolean isMissing(String text) {
    return text.equals(UPPER_CASE) || ANY_CASE.contains(text.toLowerCase(Locale.ROOT));
  }

  /**
   * Finds out the same of a text with spaces around it, of which mostly no copy is made.
   *
   * @param text holds it
   * @param from where it begins
   * @param length how many characters it has
   * @return whether it stands for nothing
   */
  public static boolean isMissing(char[] text, int from, int length) {
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
}
