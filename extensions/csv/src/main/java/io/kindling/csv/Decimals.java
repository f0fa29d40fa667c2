package io.kindling.csv;

import io.kindling.text.NumberText;

/**
 * Reads decimal numbers without making a text of each: an optional sign, digits with or without a
 * point, an optional exponent, spaces around it. No letters of types, hexadecimals, NaN or
 * Infinity.
 *
 * <p>A number is the nearest float64, what {@link Double#parseDouble} makes of it, and rounding
 * that to float32 gives what {@link Float#parseFloat} makes of it. Both cannot be where the text
 * lies less than half a float64's step off the very middle of two float32 numbers, and the nearest
 * float64 is that middle: there it is the next float64 on the text's side.
 *
 * <p>An integer below 2⁵³ over a power of ten up to 10²² is rounded once in float64 (Clinger, How
 * to read floating point numbers accurately, 1990). What is longer, and middles, are left to Java's
 * own parsers.
 */
public final class Decimals {
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

  /**
   * Finds out whether a text is a number.
   *
   * @param text a text without spaces around it
   * @return whether it is one
   */
  public static boolean isNumber(String text) {
    return NumberText.isDecimal(text);
  }

  /**
   * Reads a number with a point.
   *
   * @param text holds it
   * @param from where it begins
   * @param length how many characters it has
   * @return the number; NaN where there is none, infinite where it is too large for a float64
   */
  public static double parse(char[] text, int from, int length) {
    return parse(text, from, length, '.');
  }

  /**
   * Reads a number.
   *
   * @param text holds it
   * @param from where it begins
   * @param length how many characters it has
   * @param decimal what stands before its fraction, if it has one
   * @return the number; NaN where there is none, infinite where it is too large for a float64
   */
  static double parse(char[] text, int from, int length, char decimal) {
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
      } else if (digit == decimal - '0' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    int count = at - first - (point < 0 ? 0 : 1);
    int scale = point < 0 ? 0 : at - point - 1;
    boolean simple = at == to && count > 0 && count <= MOST_DIGITS && digits <= MOST_EXACT;
    return simple
        ? rounded(digits, scale, negative, text, from, length, decimal)
        : slow(text, from, length, decimal);
  }

  private static double rounded(
      long digits, int scale, boolean negative, char[] text, int from, int length, char decimal) {
    double value = digits / POWERS[scale];
    boolean exact = scale == 0;
    boolean safe =
        (Double.doubleToRawLongBits(value) & BEHIND) != MIDDLE && value >= Float.MIN_NORMAL;
    if (!exact && digits != 0 && !safe) {
      return slow(text, from, length, decimal);
    }
    return negative ? -value : value;
  }

  private static double slow(char[] text, int from, int length, char decimal) {
    String cell = new String(text, from, length).strip();
    if (decimal != '.') {
      cell = cell.indexOf('.') >= 0 ? "" : cell.replace(decimal, '.');
    }
    if (!isNumber(cell)) {
      return Double.NaN;
    }
    double wide = Double.parseDouble(cell);
    float narrow = Float.parseFloat(cell);
    if ((float) wide == narrow) {
      return wide;
    }
    return narrow > (float) wide ? Math.nextUp(wide) : Math.nextDown(wide);
  }
}
