package io.kindling.csv;

import java.util.regex.Pattern;

/**
 * Reads float32 numbers in decimal: what {@link Float#parseFloat} makes of them, to the bit,
 * without making a text of each.
 *
 * <p>An integer below 2⁵³ times or over a power of ten up to 10²² is rounded once in double
 * (Clinger, How to read floating point numbers accurately, 1990). Rounding that to float is right
 * unless it lies in the very middle of two floats, where the first rounding may have put it; that,
 * and all that is longer, is left to Java's own parser.
 */
final class Decimals {
  /** What Java's parser takes, less its type letters, hexadecimals, NaN and Infinity. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int MOST_DIGITS = 18;
  private static final long MOST_EXACT = 1L << 53;

  /** What a double has behind a float's last bit, and the middle of it. */
  private static final long BEHIND = (1L << 29) - 1;

  private static final long MIDDLE = 1L << 28;

  private Decimals() {}

  /** The number in some characters; NaN where there is none, infinite where it is too large. */
  static float parse(char[] text, int from, int length) {
    int to = from + length;
    int at = from;
    boolean negative = length > 0 && text[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int first = at;
    int point = -1;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (digit == '.' - '0' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    int count = at - first - (point < 0 ? 0 : 1);
    int scale = point < 0 ? 0 : at - point - 1;
    boolean simple = at == to && count > 0 && count <= MOST_DIGITS && digits <= MOST_EXACT;
    return simple ? rounded(digits, scale, negative, text, from, length) : slow(text, from, length);
  }

  private static float rounded(
      long digits, int scale, boolean negative, char[] text, int from, int length) {
    double value = digits / POWERS[scale];
    boolean safe =
        (Double.doubleToRawLongBits(value) & BEHIND) != MIDDLE && value >= Float.MIN_NORMAL;
    if (digits != 0 && !safe) {
      return slow(text, from, length);
    }
    return (float) (negative ? -value : value);
  }

  private static float slow(char[] text, int from, int length) {
    String cell = new String(text, from, length).strip();
    return NUMBER.matcher(cell).matches() ? Float.parseFloat(cell) : Float.NaN;
  }
}
