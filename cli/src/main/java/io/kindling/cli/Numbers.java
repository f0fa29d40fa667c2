package io.kindling.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** How numbers are read from cells and shown to people. */
final class Numbers {
  /** What Java's parser takes, less its type letters, hexadecimals, NaN and Infinity. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private Numbers() {}

  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  /** Four decimals, or four digits where that would be nothing or too long to read. */
  static String shown(float number) {
    float size = Math.abs(number);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e7);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", number);
  }

  /** A number as it was read: without decimals where it has none. */
  static String given(float number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e7;
    return whole ? Long.toString((long) number) : Float.toString(number);
  }
}
