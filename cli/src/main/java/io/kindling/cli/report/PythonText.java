package io.kindling.cli.report;

import io.kindling.checkpoint.python.Complex;
import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.Unread;
import io.kindling.cli.text.Numbers;
import io.kindling.core.Tuple;
import java.math.BigDecimal;
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

  /** The powers of ten between which Python writes no exponent. */
  private static final int PLAIN_FROM = -4;

  private static final int PLAIN_TO = 16;

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
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Complex number) {
      return complex(number.real(), number.imaginary());
    }
    if (value instanceof FrozenSet set) {
      return set.items().isEmpty() ? "frozenset()" : items(set.items(), "frozenset({", "})");
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

  /** A float64 as Python shows it: {@code 1.0}, {@code 1e-08}, {@code nan}, {@code -inf}. */
  public static String number(double number) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = new BigDecimal(Numbers.shortest(number)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= PLAIN_FROM && exponent < PLAIN_TO) {
      String plain = shortest.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String mantissa = shortest.scaleByPowerOfTen(-exponent).toPlainString();
    return mantissa
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** A complex number as Python shows it: {@code (1+2j)}. */
  public static String complex(double real, double imaginary) {
    boolean negative = Math.copySign(1, imaginary) < 0;
    return "(" + part(real) + (negative ? "" : "+") + part(imaginary) + "j)";
  }

  private static String part(double number) {
    String text = number(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
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
