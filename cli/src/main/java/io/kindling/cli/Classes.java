package io.kindling.cli;

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
 * The labels that a column may hold, numbered from 0: by value if all of them are numbers, and
 * equal numbers are one label; else by code point.
 */
final class Classes {
  private static final int MOST_NAMED = 10;

  /** Not {@link String#compareTo}, which puts what is above U+FFFF before U+E000. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private final List<String> labels;
  private final Map<String, Integer> byText = new HashMap<>();
  private final TreeMap<BigDecimal, Integer> byValue = new TreeMap<>();

  /** Takes labels that are in order. */
  Classes(List<String> labels) {
    this.labels = List.copyOf(labels);
    boolean numbers = labels.stream().allMatch(label -> Numbers.exact(label) != null);
    for (int i = 0; i < labels.size(); i++) {
      byText.put(labels.get(i), i);
      BigDecimal value = numbers ? Numbers.exact(labels.get(i)) : null;
      if (value != null) {
        byValue.put(value, i);
      }
    }
  }

  /** Finds the labels among the cells of a column; of equal numbers the first one's text stays. */
  static Classes of(Collection<String> cells) {
    List<String> distinct = new ArrayList<>(new LinkedHashSet<>(cells));
    TreeMap<BigDecimal, String> numbers = new TreeMap<>();
    for (String label : distinct) {
      BigDecimal value = Numbers.exact(label);
      if (value == null) {
        distinct.sort(BY_CODE_POINT);
        return new Classes(distinct);
      }
      numbers.putIfAbsent(value, label);
    }
    return new Classes(List.copyOf(numbers.values()));
  }

  int size() {
    return labels.size();
  }

  List<String> labels() {
    return labels;
  }

  String label(int index) {
    return labels.get(index);
  }

  /** A label's number, -1 if there is no such label. */
  int index(String label) {
    Integer known = byText.get(label);
    if (known == null && !byValue.isEmpty()) {
      @Nullable BigDecimal value = Numbers.exact(label);
      known = value == null ? null : byValue.get(value);
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
