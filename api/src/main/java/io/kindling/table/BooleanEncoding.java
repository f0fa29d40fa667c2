package io.kindling.table;

import io.kindling.text.Printable;
import io.kindling.text.Spellings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Yes is 1 and no is 0: {@code true} and {@code false}, or {@code yes} and {@code no}. */
public record BooleanEncoding() implements Encoding {
  private static final Map<String, Integer> VALUES =
      Map.of("true", 1, "false", 0, "yes", 1, "no", 0);

  private static final String RULE = "a cell must be true or false";
  private static final String EXPECTED = "true, false, yes or no";
  private static final int LONGEST = 5;

  /** A text's value, whatever the case of its letters; null if it has none. */
  static @Nullable Integer value(String text) {
    return text.length() > LONGEST ? null : VALUES.get(text.toLowerCase(Locale.ROOT));
  }

  /** {@return every text that has a value, in order, and the value} */
  public static Map<String, Integer> texts() {
    Map<String, Integer> all = new TreeMap<>();
    VALUES.forEach((word, value) -> Spellings.of(word).forEach(text -> all.put(text, value)));
    return all;
  }

  @Override
  public List<String> features(String column) {
    return List.of(column);
  }

  @Override
  public void put(Cell cell, double[] row, int at) {
    String text = cell.filled(RULE, EXPECTED);
    Integer value = value(text);
    if (value == null) {
      throw cell.refused(RULE, Printable.quoted(text), EXPECTED, null);
    }
    row[at] = value;
  }
}
