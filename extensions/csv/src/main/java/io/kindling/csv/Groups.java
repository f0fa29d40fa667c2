package io.kindling.csv;

import org.jspecify.annotations.Nullable;

/**
 * Digits in groups of three, as 1,642 or 1.234.567,5: up to three that do not begin with 0, then
 * three behind each separator. Other groups are none, so that 1,64 and 0,642 are no numbers.
 */
final class Groups {
  private static final int DIGITS = 3;

  private Groups() {}

  /**
   * Reads a number with groups.
   *
   * @param cell the text, without the spaces around it
   * @param between what stands between groups, a space for one of any width
   * @param decimal what stands before the fraction, if it has one
   * @return the number; NaN where there is none, or its digits are in no groups
   */
  static double parse(String cell, char between, char decimal) {
    String plain = between == decimal ? null : ungrouped(cell, between);
    return plain == null
        ? Double.NaN
        : Decimals.parse(plain.toCharArray(), 0, plain.length(), decimal);
  }

  /** Takes out what stands between the groups; null where there are none. */
  private static @Nullable String ungrouped(String cell, char between) {
    int first = cell.startsWith("-") || cell.startsWith("+") ? 1 : 0;
    int end = first + digits(cell, first);
    if (end == first || end > first + DIGITS || cell.charAt(first) == '0') {
      return null;
    }
    StringBuilder plain = new StringBuilder(cell.substring(0, end));
    while (isAt(cell, end, between) && digits(cell, end + 1) == DIGITS) {
      plain.append(cell, end + 1, end + 1 + DIGITS);
      end += 1 + DIGITS;
    }
    boolean grouped = plain.length() < end && !isAt(cell, end, between);
    return grouped ? plain.append(cell.substring(end)).toString() : null;
  }

  private static int digits(String cell, int from) {
    int at = from;
    while (at < cell.length() && cell.charAt(at) >= '0' && cell.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private static boolean isAt(String cell, int at, char between) {
    return at < cell.length() && usual(cell.charAt(at)) == between;
  }

  /** Of spaces of any width the usual one, of apostrophes too. */
  static char usual(char c) {
    return c == '\u2019' ? '\'' : Character.isSpaceChar(c) ? ' ' : c;
  }
}
