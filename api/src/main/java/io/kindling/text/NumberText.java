package io.kindling.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which texts are numbers, found out in one pass: a pattern may go back over a long one. */
public final class NumberText {
  private static final int MOST_DIGITS = 1100; // reading takes the square of their number

  private NumberText() {}

  /**
   * Finds out whether a text is a whole number.
   *
   * @param text any text
   * @return whether it is a sign or none, and digits from 0 to 9
   */
  public static boolean isInteger(CharSequence text) {
    int first = afterSign(text, 0);
    return first < text.length() && afterDigits(text, first) == text.length();
  }

  /**
   * Finds out whether a text is a decimal number.
   *
   * @param text any text
   * @return whether it is a sign or none, digits with a point among or beside them or without, and
   *     an exponent or none
   */
  public static boolean isDecimal(CharSequence text) {
    int first = afterSign(text, 0);
    int end = afterDigits(text, first);
    int digits = end - first;
    if (is('.', text, end)) {
      int fraction = end + 1;
      end = afterDigits(text, fraction);
      digits += end - fraction;
    }
    if (digits > 0 && (is('e', text, end) || is('E', text, end))) {
      int exponent = afterSign(text, end + 1);
      end = afterDigits(text, exponent);
      digits = end - exponent;
    }
    return digits > 0 && end == text.length();
  }

  /**
   * Reads a decimal number digit by digit. Where its exponent is beyond those that a {@link
   * BigDecimal} has, which are 32 bits long, 0 is 0, and of anything else the answer has its sign
   * and is as far beyond every float64.
   *
   * @param text any text
   * @return the number; null where there is none, or it has more digits than any float64
   */
  public static @Nullable BigDecimal decimal(String text) {
    if (text.length() > MOST_DIGITS || !isDecimal(text)) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) { // too large an exponent: all else has been looked at
      return beyond(text);
    }
  }

  private static BigDecimal beyond(String text) {
    int end = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (text.chars().limit(end).noneMatch(digit -> digit >= '1' && digit <= '9')) {
      return BigDecimal.ZERO;
    }
    int scale = is('-', text, end + 1) ? Integer.MAX_VALUE : -Integer.MAX_VALUE;
    return BigDecimal.valueOf(is('-', text, 0) ? -1 : 1, scale);
  }

  private static int afterSign(CharSequence text, int at) {
    return is('+', text, at) || is('-', text, at) ? at + 1 : at;
  }

  private static int afterDigits(CharSequence text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean is(char expected, CharSequence text, int at) {
    return at < text.length() && text.charAt(at) == expected;
  }
}
