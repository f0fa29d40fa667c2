package io.kindling.csv;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.kindling.text.NumberText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

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
 * to read floating point numbers accurately, 1990). What is longer is left to FastDoubleParser, and
 * the middles to Java's own parser.
 */
public final class Decimals {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long ZEROS = '0' * Words.ONES;
  private static final String PADDING = " ".repeat(16);
  private static final long PAIRS = 0x000000FF000000FFL;
  private static final long MOST_EXACT = 1L << 53;
  private static final int MOST_DIGITS = 18; // of a long

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

  /** Reads a number that has a certain character before its fraction, if it has one. */
  static double parse(char[] text, int from, int length, char decimal) {
    byte[] bytes = (PADDING + new String(text, from, length)).getBytes(StandardCharsets.UTF_8);
    return parse(bytes, PADDING.length(), bytes.length, (byte) decimal);
  }

  /**
   * Reads a number. Up to eight characters are taken as a word, the point is taken out, and the
   * digits become a number in three steps (Lemire, Number parsing at a gigabyte per second, 2021),
   * so that nothing branches on how long a number is, or on its sign.
   *
   * @param text holds it, in UTF-8
   * @param from where it begins
   * @param to where it ends
   * @param decimal what stands before its fraction, if it has one
   * @return the number; NaN where there is none, infinite where it is too large for a float64
   */
  static double parse(byte[] text, int from, int to, byte decimal) {
    int sign = from < to && text[from] == '-' ? 1 : 0;
    int length = to - from - sign;
    if (length > 8) {
      return to < 16 ? slow(text, from, to, decimal) : sixteen(text, from, to, decimal);
    }
    if (length < 1 || to < 8) {
      return slow(text, from, to, decimal);
    }
    long word = (Words.at(text, to - 8) ^ ZEROS) & (-1L << (64 - 8 * length)); // digits are 0 to 9
    long other = word ^ (decimal ^ '0') * Words.ONES;
    long points = (other - Words.ONES) & ~other & Words.TOPS; // the lowest is one
    int scale = 0;
    if (points != 0) {
      int place = Long.numberOfTrailingZeros(points) - 7;
      scale = 7 - place / 8;
      word = without(word, place);
    }
    if ((((word + 0x76 * Words.ONES) | word) & Words.TOPS) == 0 && length > (points == 0 ? 0 : 1)) {
      long bits = Double.doubleToRawLongBits(eight(word) / POWERS[scale]);
      if ((bits & BEHIND) != MIDDLE || scale == 0) {
        return Double.longBitsToDouble(bits | ((long) sign << 63));
      }
    }
    return slow(text, from, to, decimal);
  }

  /** The same with up to sixteen characters, as two words. */
  private static double sixteen(byte[] text, int from, int to, byte decimal) {
    int sign = text[from] == '-' ? 1 : 0;
    int length = to - from - sign;
    if (length > 16) {
      return slow(text, from, to, decimal);
    }
    long high = Words.at(text, to - 8); // the last eight characters
    long there = -1L << (128 - 8 * length);
    long low = (Words.at(text, to - 16) & there) | (ZEROS & ~there); // and those before
    int scale = 0;
    long points = Words.zeros(high ^ decimal * Words.ONES);
    if (points != 0) {
      int place = Long.numberOfTrailingZeros(points) - 7;
      scale = 7 - place / 8;
      high = without(high, place) | (low >>> 56);
      low = (low << 8) | '0';
    } else {
      points = Words.zeros(low ^ decimal * Words.ONES);
      if (points != 0) {
        int place = Long.numberOfTrailingZeros(points) - 7;
        scale = 15 - place / 8;
        low = without(low, place) | '0';
      }
    }
    if (areDigits(high) && areDigits(low)) {
      long digits = eight(high - ZEROS) + eight(low - ZEROS) * 100_000_000;
      double value = digits <= MOST_EXACT ? rounded(digits, scale) : -1;
      if (value >= 0) {
        return sign == 0 ? value : -value;
      }
    }
    return slow(text, from, to, decimal);
  }

  /** Takes a byte out; those before it move to its place. */
  private static long without(long word, int place) {
    long before = (1L << place) - 1;
    return ((word & before) << 8) | (word & ~before & ~(0xFFL << place));
  }

  private static boolean areDigits(long word) {
    return (((word + 0x46 * Words.ONES) | (word - ZEROS)) & Words.TOPS) == 0;
  }

  /** The number of eight digits, each a byte. */
  private static long eight(long digits) {
    long tens = digits * 10 + (digits >>> 8);
    return ((tens & PAIRS) * (100 + (1_000_000L << 32))
            + ((tens >>> 16) & PAIRS) * (1 + (10_000L << 32)))
        >>> 32;
  }

  /** A number of few digits over a power of ten; below 0 where it cannot be rounded so. */
  private static double rounded(long digits, int scale) {
    double value = digits / POWERS[scale];
    return scale == 0 || digits == 0 || isSafe(value) ? value : -1;
  }

  /** Whether rounding a float64 to float32 gives the float32 that its text is nearest to. */
  private static boolean isSafe(double value) {
    return (Double.doubleToRawLongBits(value) & BEHIND) != MIDDLE
        && Math.abs(value) >= Float.MIN_NORMAL;
  }

  /**
   * Reads a number digit by digit, if it is one of up to 18 digits without an exponent.
   *
   * @param text holds it
   * @param from where it begins
   * @param to where it ends
   * @param decimal what stands before its fraction, if it has one
   * @return the number; null where it is another, or none
   */
  static @Nullable BigDecimal decimal(byte[] text, int from, int to, byte decimal) {
    int first = from < to && text[from] == '-' ? from + 1 : from;
    long digits = 0;
    int point = -1;
    for (int at = first; at < to; at++) {
      if (text[at] == decimal && point < 0) {
        point = at;
      } else if (text[at] >= '0' && text[at] <= '9') {
        digits = digits * 10 + text[at] - '0';
      } else {
        return null;
      }
    }
    int count = to - first - (point < 0 ? 0 : 1);
    if (count < 1 || count > MOST_DIGITS) {
      return null;
    }
    return BigDecimal.valueOf(first > from ? -digits : digits, point < 0 ? 0 : to - point - 1);
  }

  private static double slow(byte[] text, int from, int to, byte decimal) {
    String cell = new String(text, from, to - from, StandardCharsets.UTF_8).strip();
    if (decimal != '.') {
      cell = cell.indexOf('.') >= 0 ? "" : cell.replace((char) decimal, '.');
    }
    if (!isNumber(cell)) {
      return Double.NaN;
    }
    double wide = JavaDoubleParser.parseDouble(cell);
    float narrow = isSafe(wide) ? (float) wide : Float.parseFloat(cell);
    if ((float) wide == narrow) {
      return wide;
    }
    return narrow > (float) wide ? Math.nextUp(wide) : Math.nextDown(wide);
  }
}
