package io.kindling.cli.report;

import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Tuple;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value of Python's in a few words. */
public final class PythonText {
  private static final int MOST_ITEMS = 10;

  /** More digits take long to find, and nobody reads them. */
  private static final int MOST_BITS = 512;

  private PythonText() {}

  /** Whether a value consists of no others. */
  public static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean;
  }

  /** What a key is as a part of a name. */
  public static String key(@Nullable Object key) {
    return key instanceof String name ? name : of(key);
  }

  /**
   * What it is, as Python shows it; of what consists of others, the first of them and only as far
   * as that goes.
   */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof String text) {
      return text.contains("'") ? '"' + text + '"' : "'" + text + "'";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? "{}" : "{…}";
    }
    if (value instanceof FrozenSet set) {
      return items(set.items(), "{", "}");
    }
    if (value instanceof Tuple tuple) {
      return items(tuple.items(), "(", ")");
    }
    if (value instanceof Collection<?>) {
      return "[…]";
    }
    if (value instanceof BigInteger number && number.bitLength() > MOST_BITS) {
      return "a whole number of " + number.bitLength() + " bits";
    }
    return value instanceof Unread ? "not read: " + value : value.toString();
  }

  private static String items(Collection<?> items, String begin, String end) {
    String shown =
        items.stream()
            .limit(MOST_ITEMS)
            .map(item -> isPlain(item) ? of(item) : "…")
            .collect(Collectors.joining(", "));
    int more = items.size() - MOST_ITEMS;
    return begin + shown + (more > 0 ? ", … " + more + " more" : "") + end;
  }
}
