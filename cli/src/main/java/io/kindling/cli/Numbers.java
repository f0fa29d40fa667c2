package io.kindling.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How numbers are read from cells and shown to people. */
final class Numbers {
  /** What Java's parser takes, less its type letters, hexadecimals, NaN and Infinity. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  /** As many as tell any two doubles apart. */
  private static final int MOST_DIGITS = 17;

  private Numbers() {}

  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  /** A cell's exact value; null if it is not a number. */
  static @Nullable BigDecimal exact(String cell) {
    try {
      return isNumber(cell) ? new BigDecimal(cell) : null;
    } catch (NumberFormatException e) { // an exponent of more than nine digits
      return null;
    }
  }

  /** Whether a cell holds text, and not a number that is merely unusable. */
  static boolean isText(String cell) {
    try {
      Double.parseDouble(cell);
      return false;
    } catch (NumberFormatException e) {
      return !cell.isEmpty();
    }
  }

  /** Four decimals, or four digits where that would be nothing or too long to read. */
  static String shown(double number) {
    double size = Math.abs(number);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e7);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", number);
  }

  /** A number as it was read: without decimals where it has none. */
  static String given(float number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e7;
    return whole ? Long.toString((long) number) : Float.toString(number);
  }

  /**
   * The fewest digits that restore a double. Not {@link Double#toString}, whose digits differ
   * between JDK 17 and 19.
   */
  static String shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == number) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    boolean plain = Math.abs(number) >= 1e-4 && Math.abs(number) < 1e7;
    return plain || number == 0 ? shortest.toPlainString() : shortest.toString();
  }
}
