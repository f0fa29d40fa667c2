package io.kindling.table;

import io.kindling.text.NumberText;
import io.kindling.text.Spellings;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What stands in a cell where nothing was known. The {@linkplain #standard standard} ones are those
 * that pandas, R and databases write: an empty cell, {@code ?}, {@code -}, {@code NA}, and in upper
 * or lower case {@code NaN}, {@code N/A}, {@code #N/A}, {@code <NA>} and {@code null}.
 */
public final class MissingValues {
  /** Small letters may be a word, or sodium: {@code NA} is missing, {@code Na} is not. */
  private static final MissingValues STANDARD =
      new MissingValues(Set.of("", "?", "-", "NA"), Set.of("nan", "n/a", "#n/a", "<na>", "null"));

  private final Set<String> exact;
  private final Set<String> anyCase;
  private final int longest;
  private final boolean numbers;

  private MissingValues(Set<String> exact, Set<String> anyCase) {
    this.exact = exact;
    this.anyCase = anyCase;
    this.longest =
        Math.max(
            exact.stream().mapToInt(String::length).max().orElse(0),
            anyCase.stream().mapToInt(String::length).max().orElse(0));
    this.numbers = exact.stream().anyMatch(NumberText::isDecimal);
  }

  /** {@return whether a number is among them, as -999, which then is none} */
  public boolean holdNumbers() {
    return numbers;
  }

  /** {@return those that are usual} */
  public static MissingValues standard() {
    return STANDARD;
  }

  /**
   * Some texts in the place of the usual ones. An empty cell is missing in any case.
   *
   * @param texts the texts, to the letter, without the spaces around them
   * @return these
   */
  public static MissingValues of(Collection<String> texts) {
    Set<String> exact = new TreeSet<>();
    exact.add("");
    texts.forEach(text -> exact.add(text.strip()));
    return new MissingValues(Set.copyOf(exact), Set.of());
  }

  /**
   * Some texts in the place of the usual ones. An empty cell is missing in any case.
   *
   * @param texts the texts, to the letter, without the spaces around them
   * @return these
   */
  public static MissingValues of(String... texts) {
    return of(List.of(texts));
  }

  /** {@return every text that {@link #isMissing(String)} holds for, in order} */
  public Set<String> texts() {
    Set<String> all = new TreeSet<>(exact);
    anyCase.forEach(word -> all.addAll(Spellings.of(word)));
    return all;
  }

  /**
   * Finds out whether a text stands for nothing.
   *
   * @param text the text, without spaces around it
   * @return whether it does
   */
  public boolean isMissing(String text) {
    return text.length() <= longest
        && (exact.contains(text) || anyCase.contains(text.toLowerCase(Locale.ROOT)));
  }

  /**
   * Finds out the same of a text with spaces around it, of which mostly no copy is made.
   *
   * @param text holds it
   * @param from where it begins
   * @param length how many characters it has
   * @return whether it stands for nothing
   */
  public boolean isMissing(char[] text, int from, int length) {
    int start = from;
    int end = from + length;
    while (start < end && Character.isWhitespace(text[start])) {
      start++;
    }
    while (start < end && Character.isWhitespace(text[end - 1])) {
      end--;
    }
    return end - start <= longest && isMissing(new String(text, start, end - start));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MissingValues values
        && exact.equals(values.exact)
        && anyCase.equals(values.anyCase);
  }

  @Override
  public int hashCode() {
    return exact.hashCode() + anyCase.hashCode();
  }

  /** The texts with commas between them. */
  @Override
  public String toString() {
    Set<String> all = new TreeSet<>(exact);
    all.addAll(anyCase);
    return String.join(",", all);
  }
}
