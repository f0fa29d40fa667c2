package io.kindling.table;

import io.kindling.text.NumberText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels that a column may hold, numbered from 0: by value if all of them are numbers, else by
 * code point. Plain decimals of one value, as 1 and 1.0, are one label. Where other spellings of
 * one number meet, as 01 and 1 or 1E2 and 100, who knows whether they mean the same: then all
 * labels of the column are text.
 */
public final class Classes {
  private static final int MOST_NAMED = 10;

  /** A longer number is a text: to read its digits takes time that grows with their square. */
  private static final int LONGEST_NUMBER = 1000;

  /** Not {@link String#compareTo}, which puts what is above U+FFFF before U+E000. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private final List<String> labels;
  private final Map<String, Integer> byText = new HashMap<>();
  private final TreeMap<BigDecimal, Integer> byValue = new TreeMap<>();

  /**
   * Takes labels as they are numbered.
   *
   * @param labels the labels, in order
   */
  public Classes(List<String> labels) {
    this.labels = List.copyOf(labels);
    boolean numbers = labels.stream().allMatch(Classes::isPlain);
    for (int i = 0; i < labels.size(); i++) {
      byText.put(labels.get(i), i);
      BigDecimal value = numbers ? exact(labels.get(i)) : null;
      if (value != null) {
        byValue.put(value, i);
      }
    }
  }

  /**
   * Finds the labels among the cells of a column; of equal plain decimals the first one's text
   * stays.
   *
   * @param cells the cells, all of them or each of them once
   * @return the labels in order
   */
  public static Classes of(Collection<String> cells) {
    List<String> distinct = new ArrayList<>(new LinkedHashSet<>(cells));
    TreeMap<BigDecimal, String> numbers = new TreeMap<>();
    for (String label : distinct) {
      BigDecimal value = exact(label);
      if (value != null) {
        numbers.putIfAbsent(value, label);
      }
    }
    boolean apart = numbers.size() == distinct.size();
    if (apart || distinct.stream().allMatch(Classes::isPlain)) {
      return new Classes(List.copyOf(numbers.values()));
    }
    distinct.sort(BY_CODE_POINT);
    return new Classes(distinct);
  }

  /**
   * Finds two labels that are text for being one number.
   *
   * @return the two, or none if there are no such
   */
  public List<String> spellings() {
    TreeMap<BigDecimal, String> numbers = new TreeMap<>();
    List<String> two = List.of();
    for (String label : labels) {
      BigDecimal value = exact(label);
      if (value == null) {
        return List.of();
      }
      String other = numbers.putIfAbsent(value, label);
      two = other == null || !two.isEmpty() ? two : List.of(other, label);
    }
    return two;
  }

  /** Whether a cell is a number without a plus, leading zeros, a bare point or an exponent. */
  private static boolean isPlain(String cell) {
    int start = cell.startsWith("-") ? 1 : 0;
    int point = cell.indexOf('.');
    int end = point < 0 ? cell.length() : point;
    boolean whole = end == start + 1 || (end > start && cell.charAt(start) != '0');
    boolean usual = cell.chars().noneMatch(c -> c == '+' || c == 'e' || c == 'E');
    return whole && point < cell.length() - 1 && usual && exact(cell) != null;
  }

  /** A cell's exact value; null if it is not a number, or a very long one. */
  private static @Nullable BigDecimal exact(String cell) {
    try {
      boolean number = cell.length() <= LONGEST_NUMBER && NumberText.isDecimal(cell);
      return number ? new BigDecimal(cell) : null;
    } catch (NumberFormatException e) { // an exponent of more than nine digits
      return null;
    }
  }

  /** {@return how many there are} */
  public int size() {
    return labels.size();
  }

  /** {@return all labels, in order} */
  public List<String> labels() {
    return labels;
  }

  /**
   * A label.
   *
   * @param index its number
   * @return its text
   */
  public String label(int index) {
    return labels.get(index);
  }

  /**
   * A label's number.
   *
   * @param label a cell's text without the spaces around it
   * @return its number, -1 if there is no such label
   */
  public int index(String label) {
    Integer known = byText.get(label);
    if (known == null && !byValue.isEmpty() && isPlain(label)) {
      known = byValue.get(exact(label));
    }
    return known == null ? -1 : known;
  }

  /** Their names, the first ones where there are many. */
  @Override
  public String toString() {
    List<String> named = labels.subList(0, Math.min(labels.size(), MOST_NAMED));
    return String.join(", ", named) + (named.size() < labels.size() ? ", …" : "");
  }
}
